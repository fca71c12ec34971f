/** The rules of src/sessions that a script has to know itself, since it selects what it changes. */

/** `selectsSession` and `sessionState`, of a session that has no end yet. Times of a session come in the order of `TIMES`. */
export const RULES = `
local TIMES = { 'ea', 'i', 't', 'sa', 'ra', 'ls', 'ex', 'lt' }
local function second(ms) return math.floor(ms / 1000) end
local function began(session, upTo)
  if not upTo then return true end
  if session.ra then return tonumber(session.ra) <= upTo end
  return second(tonumber(session.sa)) <= second(upTo)
end
local policies = {}
local function policyOf(tenant)
  if not tenant then return {} end
  if not policies[tenant] then
    local found = redis.call('HMGET', base .. 'p:' .. tenant, 'idle', 'absolute')
    policies[tenant] = { idle = tonumber(found[1] or nil), absolute = tonumber(found[2] or nil) }
  end
  return policies[tenant]
end
local function isActive(session, now)
  if session.ea then return false end
  local expiry = session.ex or session.lt
  if expiry and tonumber(expiry) <= now then return false end
  local policy = policyOf(session.t)
  if policy.absolute and tonumber(session.sa) + policy.absolute * 1000 <= now then return false end
  return not (policy.idle and tonumber(session.ls) + policy.idle * 1000 <= now)
end
local function fieldsOf(key, names)
  local found, session = redis.call('HMGET', key, unpack(names)), {}
  for i, name in ipairs(names) do session[name] = found[i] or nil end
  return session
end
`;

/**
 * Going through an index from a place on, the place of one that may be gone by now. Lua compares strings as the
 * machine's language has it, so bytes are compared here.
 */
export const WALK = `
local function isAfter(one, other)
  local shorter = math.min(#one, #other)
  for i = 1, shorter do
    local a, b = string.byte(one, i), string.byte(other, i)
    if a ~= b then return a > b end
  end
  return #one > #other
end
local function rankAfter(index, score, pair)
  if score == '' then return 0 end
  local low = redis.call('ZCOUNT', index, '-inf', '(' .. score)
  local high = low + redis.call('ZCOUNT', index, score, score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local there = redis.call('ZRANGE', index, middle, middle)[1]
    if isAfter(there, pair) then high = middle else low = middle + 1 end
  end
  return low
end
`;
