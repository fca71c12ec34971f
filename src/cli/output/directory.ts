/** How accounts and tenants are shown. */
import type { Account, Tenant } from '../server/api.ts';
import { showDuration } from './times.ts';

const listed = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join(', '));
const timeout = (seconds: number | null): string =>
  seconds === null ? 'never' : showDuration(seconds * 1000);

export function accountFields(account: Account): readonly (readonly [string, string | null])[] {
  return [
    ['subject', account.subject],
    ['issuer', account.issuer],
    ['tenant', account.tenant],
    ['email', account.email],
    ['status', account.status],
    ['restricted', listed(account.restrictedCapabilities)],
    ['login status', account.loginStatus],
  ];
}

export function tenantFields(tenant: Tenant): readonly (readonly [string, string | null])[] {
  return [
    ['tenant', tenant.tenant],
    ['registered only', tenant.registeredAccountsOnly ? 'yes' : 'no'],
    ['restricted', listed(tenant.restrictedCapabilities)],
    ['idle timeout', timeout(tenant.idleTimeoutSeconds)],
    ['absolute timeout', timeout(tenant.absoluteTimeoutSeconds)],
  ];
}
