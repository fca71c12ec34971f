/** Puts on record what a large cut-off has ended, a step at a time. */
import { ENDING } from './cut-off.ts';
import { KEEPING } from './keeping.ts';
import { RULES, WALK } from './rules.ts';
import { REVISION, script } from './script.ts';

/**
 * How far it has come is kept beside the ends, and written with them: after a failover both are there, or neither.
 *
 * Argument: how many sessions to look at. Answer: '1' where no cut-off is left.
 */
export const RECORD = script(
  REVISION,
  RULES,
  WALK,
  `
local step = tonumber(take())
local first = pendingCutOffs()[1]
if not first then return '1' end
`,
  KEEPING,
  ENDING,
  `
local name, index = spelled(first.rev), base .. first.index
local reached = redis.call('HGET', meta, 'recording')
local at, score, pair = unpack(reached and cmsgpack.unpack(reached) or {})
if at ~= name then score, pair = '', '' end
local from = rankAfter(index, score, pair)
local found = redis.call('ZRANGE', index, from, from + step - 1, 'WITHSCORES')
for i = 1, #found, 2 do
  pair, score = found[i], found[i + 1]
  local session = sessionAt(pair)
  local cutOff = endedBy(session)
  if cutOff then endSession(pair, session, cutOff) end
end
if #found == step * 2 then
  redis.call('HSET', meta, 'recording', cmsgpack.pack({ name, score, pair }))
else
  redis.call('HDEL', base .. 'w', name)
  redis.call('HDEL', meta, 'recording')
end
return '0'
`,
);
