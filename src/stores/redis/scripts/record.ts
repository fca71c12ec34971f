/** Puts on record what a large cut-off has ended, a step at a time. */
import { ENDING } from './cut-off.ts';
import { KEEPING } from './keeping.ts';
import { RULES, WALK } from './rules.ts';
import { REVISION, script } from './script.ts';

/**
 * Arguments: the cut-off that the step before was at, and where it came to; how many sessions to look at.
 * Answer: the same of this step; nothing where no cut-off is left.
 */
export const RECORD = script(
  REVISION,
  RULES,
  WALK,
  `
local at, score, pair, step = take(), take(), take(), tonumber(take())
local first = pendingCutOffs()[1]
if not first then return {} end
`,
  KEEPING,
  ENDING,
  `
local name, index = spelled(first.rev), base .. first.index
if at ~= name then score, pair = '', '' end
local from = rankAfter(index, score, pair)
local found = redis.call('ZRANGE', index, from, from + step - 1, 'WITHSCORES')
for i = 1, #found, 2 do
  pair, score = found[i], found[i + 1]
  local session = sessionAt(pair)
  local cutOff = endedBy(session)
  if cutOff then endSession(pair, session, cutOff) end
end
if #found == step * 2 then return { name, score, pair } end
redis.call('HDEL', base .. 'w', name)
return { '', '', '' }
`,
);
