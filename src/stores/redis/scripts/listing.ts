/** Listing and counting, a step at a time, each from the place that the one before came to. */
import { RULES, WALK } from './rules.ts';
import { FROM_THE_MASTER, script } from './script.ts';

/**
 * Arguments: indexes after their number; place (score and pair, or nothing); step; filters of issuer, subject and tenant, each
 * after '1' where it counts; state or ''; now; how many are wanted. Answer: '1' at the end; the place; the sessions.
 *
 * Both indexes are looked at in the same step, since a session that ends moves from one to the other, where it has the
 * same place. An index entry whose session has expired is passed over; forgetting takes it away.
 */
export const LIST = script(
  FROM_THE_MASTER,
  RULES,
  WALK,
  `
local indexes = takeList(tonumber(take()))
local score, pair, step = take(), take(), tonumber(take())
local hasIssuer, issuer = take() == '1', take()
local hasSubject, subject = take() == '1', take()
local hasTenant, tenant = take() == '1', take()
local state, now, wanted = take(), tonumber(take()), tonumber(take())
local function matches(session)
  if not session.sa then return false end
  if hasIssuer and session.i ~= issuer then return false end
  if hasSubject and session.u ~= subject then return false end
  if hasTenant and session.t ~= tenant then return false end
  return state == '' or isActive(session, now) == (state == 'active')
end
local readers = {}
for i, name in ipairs(indexes) do
  local from = rankAfter(base .. name, score, pair)
  readers[i] = { at = 1, found = redis.call('ZRANGE', base .. name, from, from + step - 1, 'WITHSCORES') }
end
local function isBefore(one, other)
  local a, b = tonumber(one.found[one.at + 1]), tonumber(other.found[other.at + 1])
  if a ~= b then return a < b end
  return isAfter(other.found[other.at], one.found[one.at])
end
local function next()
  local first
  for _, reader in ipairs(readers) do
    if reader.found[reader.at] then
      if not first or isBefore(reader, first) then first = reader end
    elseif #reader.found == step * 2 then
      return nil, false
    end
  end
  return first, first == nil
end
local sessions, looked, atEnd = {}, 0, false
while looked < step and #sessions < wanted do
  local reader
  reader, atEnd = next()
  if not reader then break end
  pair, score = reader.found[reader.at], reader.found[reader.at + 1]
  reader.at, looked = reader.at + 2, looked + 1
  local flat, session = shown(base .. 's:' .. pair)
  if matches(session) then sessions[#sessions + 1] = flat end
end
return { atEnd and '1' or '0', score, pair, sessions }
`,
);

/** Arguments: index, place, step; what is selected, as JSON; now. Answer: '1' at the end; place; count. */
export const COUNT = script(
  FROM_THE_MASTER,
  RULES,
  WALK,
  `
local index, score, pair, step = base .. take(), take(), take(), tonumber(take())
local selection, now, count = cjson.decode(take()), tonumber(take()), 0
local from = rankAfter(index, score, pair)
local found = redis.call('ZRANGE', index, from, from + step - 1, 'WITHSCORES')
for i = 1, #found, 2 do
  pair, score = found[i], found[i + 1]
  local session = sessionAt(pair)
  if session.sa and selects(selection, session) and isActive(session, now) then count = count + 1 end
end
return { #found < step * 2 and '1' or '0', score, pair, spelled(count) }
`,
);
