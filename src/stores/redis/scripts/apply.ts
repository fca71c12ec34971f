/** Applies the changes of a decision, all or none, if nothing that it looked at has changed since. */
import { CUT_OFF, ENDING } from './cut-off.ts';
import { KEEPING } from './keeping.ts';
import { RULES } from './rules.ts';
import { REVISION, script } from './script.ts';

/**
 * Looks first, and writes nothing before all has been found as it was read. The first write is one that a full
 * server refuses; once a script has written, the server lets it finish.
 */
const UNCHANGED = `
for _ = 1, tonumber(take()) do
  local key, revision = base .. take(), take()
  if (redis.call('HGET', key, 'rev') or '') ~= revision then return 0 end
end
local most = tonumber(take())
for i = 1, tonumber(take()) do
  if redis.call('ZCARD', base .. take()) > most then return -i end
end
`;

const LOG = `
local function append(fields)
  local cursor = spelled(redis.call('HINCRBY', meta, 'cursor', 1))
  redis.call('XADD', base .. 'log', cursor .. '-0', unpack(fields))
  return cursor
end
`;

const PUT_SESSION = `
local function putSession()
  local pair, score, retain = take(), take(), take()
  local places = cmsgpack.pack({ score, unpack(takeList(tonumber(take()))) })
  local fields = takeList(tonumber(take()))
  local before = redis.call('HGET', base .. 'x', pair)
  if before ~= places then
    for i, index in ipairs(before and cmsgpack.unpack(before) or {}) do
      if i > 1 then redis.call('ZREM', base .. index, pair) end
    end
    for i, index in ipairs(cmsgpack.unpack(places)) do
      if i > 1 then redis.call('ZADD', base .. index, score, pair) end
    end
    redis.call('HSET', base .. 'x', pair, places)
  end
  local key = base .. 's:' .. pair
  redis.call('DEL', key)
  redis.call('HSET', key, 'rev', revision, unpack(fields))
  if retain == '' then
    redis.call('ZREM', base .. 'due', 's' .. pair)
  else
    redis.call('ZADD', base .. 'due', retain, 's' .. pair)
    expire(key, tonumber(retain))
  end
end
`;

/**
 * Answer: 0 where something had changed; -n where the nth of the cut-offs that nobody has counted is a large one; else
 * the cursors appended, each with how many sessions ended.
 */
export const APPLY = script(
  REVISION,
  UNCHANGED,
  KEEPING,
  LOG,
  RULES,
  PUT_SESSION,
  ENDING,
  CUT_OFF,
  `
local appended = {}
local function note(cursor, ended)
  appended[#appended + 1] = cursor
  appended[#appended + 1] = spelled(ended)
end
local apply = {
  session = putSession,
  ['end'] = function()
    local ended = take()
    local fields = takeList(tonumber(take()))
    fields[#fields + 1] = 'ended'
    fields[#fields + 1] = ended
    note(append(fields), tonumber(ended))
  end,
  cut = function() note(cutOff()) end,
  put = function()
    local key = base .. take()
    local fields = takeList(tonumber(take()))
    redis.call('DEL', key)
    redis.call('HSET', key, 'rev', revision, unpack(fields))
    policies = {}
  end,
  drop = function() redis.call('DEL', base .. take()) end,
}
for _ = 1, tonumber(take()) do apply[take()]() end
return appended
`,
);
