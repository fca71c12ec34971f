/** A cut-off: replaces those of its scope, ends the sessions that it selects, and is logged. */

export const REPLACE = `
local function replaceCutOffs()
  local name, latest = take(), nil
  local key = base .. 'c:' .. name
  for _, position in ipairs(redis.call('HKEYS', key)) do
    if position ~= 'rev' then redis.call('ZREM', base .. 'due', 'c' .. position .. ':' .. name) end
  end
  redis.call('DEL', key)
  local count = tonumber(take())
  for position = 0, count - 1 do
    local json, retain = take(), take()
    redis.call('HSET', key, position, json, 'rev', revision)
    redis.call('ZADD', base .. 'due', retain, 'c' .. position .. ':' .. name)
    latest = math.max(latest or tonumber(retain), tonumber(retain))
  end
  if count > 0 then expire(key, latest) end
end
`;

/** What an ended session has to be retained for is the ruling of `ended` in src/sessions/remember.ts. */
const END = `
local NEEDED = { 'id', 'rt', unpack(TIMES) }
local function latestOf(session, retain)
  local latest = retain
  for _, one in ipairs({ session.rt or '0', session.lt or '0', session.ex or '0' }) do
    if tonumber(one) > tonumber(latest) then latest = one end
  end
  return latest
end
local function endSession(pair, session, fields, retain)
  local key, latest = base .. 's:' .. pair, latestOf(session, retain)
  redis.call('HSET', key, 'rev', revision, 'rt', latest, unpack(fields))
  redis.call('ZADD', base .. 'due', latest, 's' .. pair)
  expire(key, tonumber(latest))
end
`;

/** Its sessions keep their places in the index, so that going through it by rank misses none. */
export const CUT_OFF = `${REPLACE}${END}
local STEP = 1000
local function cutOff()
  replaceCutOffs()
  local index, hasIssuer, issuer = base .. take(), take() == '1', take()
  local spares, spared = take() == '1', take()
  local upTo, now, retain = maybe(take()), tonumber(take()), take()
  local ending = takeList(tonumber(take()))
  local fields = takeList(tonumber(take()))
  local ended, from = 0, 0
  repeat
    local found = redis.call('ZRANGE', index, from, from + STEP - 1)
    for _, pair in ipairs(found) do
      local session = fieldsOf(base .. 's:' .. pair, NEEDED)
      local selected = session.sa and not session.ea and not (spares and session.id == spared)
        and not (hasIssuer and session.i ~= issuer) and began(session, upTo)
      if selected then
        if isActive(session, now) then ended = ended + 1 end
        endSession(pair, session, ending, retain)
      end
    end
    from = from + STEP
  until #found < STEP
  fields[#fields + 1] = 'ended'
  fields[#fields + 1] = spelled(ended)
  return append(fields), ended
end
`;
