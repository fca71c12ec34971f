/** What a decision needs to know, all at one moment: the tenants of the sessions are only known once those are read. */
import { RULES } from './rules.ts';
import { FROM_THE_MASTER, script } from './script.ts';

/**
 * Arguments: tenants (none or one); scopes but tenants; users (none or one); sessions; each after their number.
 * Answer: scopes, accounts, marks, sessions, tenants with name, cut-offs and policy; the revision of pending cut-offs.
 */
export const READ = script(
  FROM_THE_MASTER,
  RULES,
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
local sessions = {}
for i, pair in ipairs(takeList(tonumber(take()))) do
  local flat, session = shown(base .. 's:' .. pair)
  sessions[i] = flat
  note(session.t)
end
local ofTenants = {}
for i, tenant in ipairs(tenants) do
  ofTenants[i] = {
    tenant,
    redis.call('HGETALL', base .. 'c:t:' .. tenant),
    redis.call('HGETALL', base .. 'p:' .. tenant),
  }
end
local lastCutOff = redis.call('HGET', base .. 'w', 'rev') or ''
return { scopes, all('a:', users), all('m:', users), sessions, ofTenants, lastCutOff }
`,
);
