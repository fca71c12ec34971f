/** Whether account and tenant let a user log out: ruling "outcome by contract". */
import type { Account } from './model.ts';
import type { LogoutRefusal } from './outcome.ts';
import type { Standing } from './store.ts';

/** Which of the three questions a contract asks. */
export interface AdmissionRules {
  readonly asksActiveAccount: boolean;
  readonly asksCapability: boolean;
  readonly asksRegisteredAccount: boolean;
}

/** Why the user may not log out at this tenant, or `null`. */
export function refusalFor(
  rules: AdmissionRules,
  standing: Standing,
  tenant: string | null,
): LogoutRefusal | null {
  const { account, tenantPolicy } = standing;
  if (rules.asksActiveAccount && account !== null && account.status !== 'active') {
    return { kind: 'account-not-active' };
  }
  const restricted = [
    ...(account?.restrictedCapabilities ?? []),
    ...(tenantPolicy?.restrictedCapabilities ?? []),
  ];
  if (rules.asksCapability && restricted.includes('logout')) return { kind: 'capability-restricted' };
  if (rules.asksRegisteredAccount && tenantPolicy?.registeredAccountsOnly === true) {
    return accountAt(account, tenant) === null ? { kind: 'account-not-registered' } : null;
  }
  return null;
}

/** The account, if it counts at this tenant: one registered for another tenant does not. */
export function accountAt(account: Account | null, tenant: string | null): Account | null {
  if (account === null || account.tenant === null || tenant === null) return account;
  return account.tenant === tenant ? account : null;
}
