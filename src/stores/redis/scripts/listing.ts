/** Listing and counting, a step at a time, each from the place that the one before came to. */
import { RULES, WALK } from './rules.ts';
import { FROM_THE_MASTER, script } from './script.ts';

/** An index entry whose session has expired is passed over; forgetting takes it away. */
const FROM_A_PLACE = `
local index = base .. take()
local score, pair = take(), take()
local step = tonumber(take())
local from = rankAfter(index, score, pair)
local found = redis.call('ZRANGE', index, from, from + step - 1, 'WITHSCORES')
local hasIssuer, issuer = take() == '1', take()
`;

/**
 * Arguments: index, place (score and pair, or nothing), step; filters of issuer, subject and tenant, each after '1' where it
 * counts; state or ''; now; how many are wanted. Answer: '1' where the index ends; the place; the sessions.
 */
export const LIST = script(
  FROM_THE_MASTER,
  RULES,
  WALK,
  FROM_A_PLACE,
  `
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
local sessions = {}
for i = 1, #found, 2 do
  if #sessions == wanted then break end
  pair, score = found[i], found[i + 1]
  local flat, session = redis.call('HGETALL', base .. 's:' .. pair), {}
  for j = 1, #flat, 2 do session[flat[j]] = flat[j + 1] end
  if matches(session) then sessions[#sessions + 1] = flat end
end
return { (#found < step * 2 and #sessions < wanted) and '1' or '0', score, pair, sessions }
`,
);

/** Arguments: index, place, step; issuer after '1' where it counts; up to, or ''; now. Answer: '1' at the end; place; count. */
export const COUNT = script(
  FROM_THE_MASTER,
  RULES,
  WALK,
  FROM_A_PLACE,
  `
local upTo, now, count = maybe(take()), tonumber(take()), 0
for i = 1, #found, 2 do
  pair, score = found[i], found[i + 1]
  local session = fieldsOf(base .. 's:' .. pair, TIMES)
  local selected = session.sa and not session.ea and not (hasIssuer and session.i ~= issuer) and began(session, upTo)
  if selected and isActive(session, now) then count = count + 1 end
end
return { #found < step * 2 and '1' or '0', score, pair, spelled(count) }
`,
);
