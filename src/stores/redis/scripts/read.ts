/** What a decision needs to know, all at one moment: the tenants of the sessions are only known once those are read. */
import { FROM_THE_MASTER, script } from './script.ts';

/**
 * Arguments: tenants (none or one); scopes but tenants; users (none or one); sessions; each after their number.
 * Answer: scopes, accounts, marks, sessions, tenants with name, cut-offs and policy.
 */
export const READ = script(
  FROM_THE_MASTER,
  `
local tenants, noted = {}, {}
local function note(tenant)
  if not tenant or noted[tenant] then return end
  noted[tenant] = true
  tenants[#tenants + 1] = tenant
end
local function all(kind, names)
  local found = {}
  for i, name in ipairs(names) do found[i] = redis.call('HGETALL', base .. kind .. name) end
  return found
end
for _, tenant in ipairs(takeList(tonumber(take()))) do note(tenant) end
local scopes = all('c:', takeList(tonumber(take())))
local users = takeList(tonumber(take()))
local pairsOfSessions = takeList(tonumber(take()))
local sessions = all('s:', pairsOfSessions)
for _, session in ipairs(sessions) do
  for i = 1, #session, 2 do
    if session[i] == 't' then note(session[i + 1]) end
  end
end
local ofTenants = {}
for i, tenant in ipairs(tenants) do
  ofTenants[i] = {
    tenant,
    redis.call('HGETALL', base .. 'c:t:' .. tenant),
    redis.call('HGETALL', base .. 'p:' .. tenant),
  }
end
return { scopes, all('a:', users), all('m:', users), sessions, ofTenants }
`,
);
