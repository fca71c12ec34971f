/** The rules of src/sessions that a script has to know itself, since it selects what it changes. */

/** `selectsSession` and `sessionState`, of a session with the fields that are named here. */
export const RULES = `
local NEEDED = { 'rev', 'i', 'id', 'u', 't', 'k', 'sa', 'ra', 'ls', 'ex', 'lt', 'rt', 'ea' }
local function second(ms) return math.floor(ms / 1000) end
local function began(session, upTo)
  if not upTo then return true end
  if session.ra then return tonumber(session.ra) <= upTo end
  return second(tonumber(session.sa)) <= second(upTo)
end
local function selects(cutOff, session)
  if cutOff.spared and session.id == cutOff.spared or not began(session, maybe(cutOff.upTo)) then return false end
  if cutOff.kind == 'tenant' then return session.t == cutOff.name end
  if session.i ~= cutOff.issuer then return false end
  if cutOff.kind == 'subject' then return session.u == cutOff.name end
  return cutOff.kind == 'issuer' or session.k == cutOff.name
end
local pending
local function pendingCutOffs()
  if pending then return pending end
  pending = {}
  local flat = redis.call('HGETALL', base .. 'w')
  for i = 1, #flat, 2 do
    if flat[i] ~= 'rev' then
      local cutOff = cjson.decode(flat[i + 1])
      cutOff.rev = tonumber(flat[i])
      pending[#pending + 1] = cutOff
    end
  end
  table.sort(pending, function(one, other) return one.rev < other.rev end)
  return pending
end
local function endedBy(session)
  if session.ea or not session.sa then return nil end
  for _, cutOff in ipairs(pendingCutOffs()) do
    if tonumber(session.rev) < cutOff.rev and selects(cutOff, session) then return cutOff end
  end
end
local function latestOf(session, retain)
  local latest = retain
  for _, one in ipairs({ session.rt or '0', session.lt or '0', session.ex or '0' }) do
    if tonumber(one) > tonumber(latest) then latest = one end
  end
  return latest
end
local function shown(key)
  local flat, session = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do session[flat[i]] = flat[i + 1] end
  local cutOff = endedBy(session)
  if cutOff then
    for i, one in ipairs(cutOff.fields) do
      flat[#flat + 1] = one
      if i % 2 == 0 then session[cutOff.fields[i - 1]] = one end
    end
    session.rt = latestOf(session, cutOff.retain)
    flat[#flat + 1] = 'rt'
    flat[#flat + 1] = session.rt
  end
  return flat, session
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
  if session.ea or endedBy(session) then return false end
  local expiry = session.ex or session.lt
  if expiry and tonumber(expiry) <= now then return false end
  local policy = policyOf(session.t)
  if policy.absolute and tonumber(session.sa) + policy.absolute * 1000 <= now then return false end
  return not (policy.idle and tonumber(session.ls) + policy.idle * 1000 <= now)
end
local function sessionAt(pair)
  local found, session = redis.call('HMGET', base .. 's:' .. pair, unpack(NEEDED)), {}
  for i, name in ipairs(NEEDED) do session[name] = found[i] or nil end
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
