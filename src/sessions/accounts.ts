/** Accounts and tenants by the control API. */
import { userCutOff } from './changes.ts';
import type { EndSessionDeps } from './end-session.ts';
import type { Account, TenantPolicy, User } from './model.ts';
import type { Change, Standing } from './store.ts';

export type LoginStatus = 'logged_in' | 'logged_out';

export interface KnownAccount {
  readonly account: Account;
  readonly loginStatus: LoginStatus;
}

export type ReplaceAccountOutcome = KnownAccount & { readonly kind: 'account-created' | 'account-replaced' };
export type ReadAccountOutcome =
  | (KnownAccount & { readonly kind: 'account-found' })
  | { readonly kind: 'account-not-found' };

/** Registers or replaces an account. One that is inactive loses every session it has. */
export async function replaceAccount(
  deps: EndSessionDeps,
  asked: { readonly account: Account; readonly maxLifetimeMs: number; readonly by: string },
): Promise<ReplaceAccountOutcome> {
  const { account, maxLifetimeMs, by } = asked;
  const user = { issuer: account.issuer, subject: account.subject };
  const kind = await deps.store.update<ReplaceAccountOutcome['kind']>(ofUser(user), (standing) => {
    const changes: Change[] = [{ kind: 'put-account', account }];
    if (account.status === 'inactive') {
      const end = { atMs: deps.now(), cause: 'account_inactive', by, reason: null } as const;
      changes.push(userCutOff(user, standing, { end, maxLifetimeMs }));
    }
    return { result: standing.account === null ? 'account-created' : 'account-replaced', changes };
  });
  return { kind, account, loginStatus: await loginStatusOf(deps, user, await deps.store.read(ofUser(user))) };
}

export async function readAccount(deps: EndSessionDeps, user: User): Promise<ReadAccountOutcome> {
  const standing = await deps.store.read(ofUser(user));
  if (standing.account === null) return { kind: 'account-not-found' };
  const loginStatus = await loginStatusOf(deps, user, standing);
  return { kind: 'account-found', account: standing.account, loginStatus };
}

/** Logged in is who has a live session and was not marked as logged out since. */
async function loginStatusOf(deps: EndSessionDeps, user: User, standing: Standing): Promise<LoginStatus> {
  if (standing.loggedOutAtMs !== null) return 'logged_out';
  const filter = { ...user, state: 'active' } as const;
  const live = await deps.store.listSessions(filter, { after: null, limit: 1, nowMs: deps.now() });
  return live.length > 0 ? 'logged_in' : 'logged_out';
}

function ofUser({ issuer, subject }: User) {
  return { issuer, subject, keyId: null, tenant: null, sessionIds: [] } as const;
}

export interface ReplaceTenantOutcome {
  readonly kind: 'tenant-created' | 'tenant-replaced';
  readonly policy: TenantPolicy;
}
export type ReadTenantOutcome =
  | { readonly kind: 'tenant-found'; readonly policy: TenantPolicy }
  | { readonly kind: 'tenant-not-found' };

export function replaceTenantPolicy(
  deps: EndSessionDeps,
  policy: TenantPolicy,
): Promise<ReplaceTenantOutcome> {
  return deps.store.update<ReplaceTenantOutcome>(ofTenant(policy.tenant), (standing) => ({
    result: { kind: standing.tenantPolicy === null ? 'tenant-created' : 'tenant-replaced', policy },
    changes: [{ kind: 'put-tenant-policy', policy }],
  }));
}

export async function readTenantPolicy(deps: EndSessionDeps, tenant: string): Promise<ReadTenantOutcome> {
  const { tenantPolicy: policy } = await deps.store.read(ofTenant(tenant));
  return policy === null ? { kind: 'tenant-not-found' } : { kind: 'tenant-found', policy };
}

/** A tenant is the same for every issuer. */
function ofTenant(tenant: string) {
  return { issuer: '', subject: null, keyId: null, tenant, sessionIds: [] } as const;
}
