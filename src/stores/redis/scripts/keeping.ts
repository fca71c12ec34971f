/** How long keys last, and the first write of a script that changes what they hold. */

/**
 * Keys expire by themselves a day after they may be forgotten, should nobody come to forget them: a day after
 * that moment, and a day after now at least, so that a clock of the server's that is ahead takes nothing.
 */
export const KEEPING = `
local time = redis.call('TIME')
local redisNow = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local revision = newRevision()
local DAY = 24 * 60 * 60 * 1000
local function expire(key, retain)
  local at = retain and math.ceil(math.max(retain, redisNow) + DAY)
  if at and at < 2 ^ 53 then redis.call('PEXPIREAT', key, spelled(at)) else redis.call('PERSIST', key) end
end
`;
