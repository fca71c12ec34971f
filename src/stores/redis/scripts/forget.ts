/** Forgets what need not be remembered any longer, and the index entries of what has expired by itself. */
import { REVISION, script } from './script.ts';

/**
 * Arguments: now, and how many at most. Answer: how many; -1 while a pending cut-off may have a session kept longer.
 * The first thing that it writes is a removal, which a server without memory allows: forgetting is what makes room.
 */
export const FORGET = script(
  REVISION,
  `
local now, limit = take(), take()
if redis.call('HLEN', base .. 'w') > 1 then return -1 end
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
local gone = redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, limit)
for _, member in ipairs(gone) do
  redis.call('ZREM', due, member)
  if string.sub(member, 1, 1) == 's' then
    forgetSession(string.sub(member, 2))
  else
    local colon = string.find(member, ':', 1, true)
    forgetCutOff(string.sub(member, 2, colon - 1), string.sub(member, colon + 1))
  end
end
return #gone
`,
);
