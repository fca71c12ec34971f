/** Forgets what need not be remembered any longer, and the index entries of what has expired by itself. */
import { RULES } from './rules.ts';
import { REVISION, script } from './script.ts';

/**
 * Arguments: now, and how many at most. Answer: how many. What a pending cut-off selects stays: it may be kept longer by that.
 * The first thing that it writes is a removal, which a server without memory allows: forgetting is what makes room.
 */
export const FORGET = script(
  REVISION,
  RULES,
  `
local LOOKED_AT = 10
local now, limit = take(), tonumber(take())
local due = base .. 'due'
local function forgetSession(pair)
  local places = redis.call('HGET', base .. 'x', pair)
  for i, index in ipairs(places and cmsgpack.unpack(places) or {}) do
    if i > 1 then redis.call('ZREM', base .. index, pair) end
  end
  redis.call('HDEL', base .. 'x', pair)
  redis.call('DEL', base .. 's:' .. pair)
end
local function forgetCutOff(position, name)
  local key = base .. 'c:' .. name
  redis.call('HDEL', key, position)
  local left = redis.call('HLEN', key)
  if left == 1 then redis.call('DEL', key) end
  if left > 1 then redis.call('HSET', key, 'rev', newRevision()) end
end
local isPending = #pendingCutOffs() > 0
local gone = 0
local function mayGo(member)
  return not isPending or string.sub(member, 1, 1) ~= 's' or not endedBy(sessionAt(string.sub(member, 2)))
end
local function forget(member)
  gone = gone + 1
  redis.call('ZREM', due, member)
  if string.sub(member, 1, 1) == 's' then
    forgetSession(string.sub(member, 2))
  else
    local colon = string.find(member, ':', 1, true)
    forgetCutOff(string.sub(member, 2, colon - 1), string.sub(member, colon + 1))
  end
end
local most = isPending and limit * LOOKED_AT or limit
for _, member in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, most)) do
  if gone == limit then break end
  if mayGo(member) then forget(member) end
end
return gone
`,
);
