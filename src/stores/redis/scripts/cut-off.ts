/** A cut-off: replaces those of its scope, ends the sessions that it selects, at once or from now on, and is logged. */

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
export const ENDING = `
local function moveToEnded(pair)
  local places = redis.call('HGET', base .. 'x', pair)
  local old, new = places and cmsgpack.unpack(places) or {}, {}
  for i, index in ipairs(old) do
    if i == 1 then
      new[1] = index
    else
      redis.call('ZREM', base .. index, pair)
      if string.sub(index, 1, 1) ~= 'k' then
        redis.call('ZADD', base .. 'e' .. index, old[1], pair)
        new[#new + 1] = 'e' .. index
      end
    end
  end
  redis.call('HSET', base .. 'x', pair, cmsgpack.pack(new))
end
local function endSession(pair, session, cutOff)
  local key, latest = base .. 's:' .. pair, latestOf(session, cutOff.retain)
  redis.call('HSET', key, 'rev', revision, 'rt', latest, unpack(cutOff.fields))
  redis.call('ZADD', base .. 'due', latest, 's' .. pair)
  expire(key, tonumber(latest))
  moveToEnded(pair)
end
`;

/**
 * Of a large one it is known how many it ends, and a note of it is written; its revision is later than that of all that was
 * written before, and what is written after it has a later one still.
 */
export const CUT_OFF = `${REPLACE}
local function endAll(index, cutOff, now)
  local ended = 0
  for _, pair in ipairs(redis.call('ZRANGE', index, 0, -1)) do
    local session = sessionAt(pair)
    if session.sa and not session.ea and selects(cutOff, session) then
      if isActive(session, now) then ended = ended + 1 end
      endSession(pair, session, endedBy(session) or cutOff)
    end
  end
  return ended
end
local function cutOff()
  replaceCutOffs()
  local index, json, now, ended = base .. take(), take(), tonumber(take()), tonumber(take())
  local fields = takeList(tonumber(take()))
  if ended then
    local made = newRevision()
    redis.call('HSET', base .. 'w', made, json, 'rev', made)
    pending = nil
    revision = newRevision()
  else
    ended = endAll(index, cjson.decode(json), now)
  end
  fields[#fields + 1] = 'ended'
  fields[#fields + 1] = spelled(ended)
  return append(fields), ended
end
`;
