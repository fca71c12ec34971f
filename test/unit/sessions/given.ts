/** Small pieces that tests of the domain begin with. */
import type { SessionId } from '../../../src/sessions/identity.ts';
import type { Logout, LogoutRules } from '../../../src/sessions/logout.ts';
import type { Account, Credential, CutOff, Session, TenantPolicy } from '../../../src/sessions/model.ts';
import type { Standing } from '../../../src/sessions/store.ts';

export const NOW_MS = 1_800_000_000_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const id = (text: string): SessionId => text as SessionId;

export const credential = (changes: Partial<Credential> = {}): Credential => ({
  issuer: 'default',
  subject: 'ada',
  sessionId: id('s1'),
  tenant: null,
  email: 'ada@example.com',
  issuedAtMs: NOW_MS - HOUR_MS,
  expiresAtMs: NOW_MS + HOUR_MS,
  keyId: null,
  maxLifetimeMs: 30 * DAY_MS,
  ...changes,
});

export const session = (changes: Partial<Session> = {}): Session => ({
  issuer: 'default',
  sessionId: id('s1'),
  subject: 'ada',
  tenant: null,
  email: null,
  device: null,
  startedAtMs: NOW_MS - HOUR_MS,
  registeredAtMs: null,
  lastSeenAtMs: NOW_MS - HOUR_MS,
  expiresAtMs: null,
  latestTokenExpiresAtMs: NOW_MS + HOUR_MS,
  keyId: null,
  end: null,
  retainUntilMs: NOW_MS + 30 * DAY_MS,
  ...changes,
});

export const endedSession = (changes: Partial<Session> = {}): Session =>
  session({ end: { atMs: NOW_MS - 1000, cause: 'logout', by: 'platform', reason: null }, ...changes });

export const cutOff = (changes: Partial<CutOff> = {}): CutOff => ({
  scope: { kind: 'subject', issuer: 'default', subject: 'ada' },
  upToMs: changes.atMs ?? NOW_MS,
  atMs: NOW_MS,
  exceptSessionId: null,
  cause: 'cutoff',
  by: 'platform',
  reason: null,
  retainUntilMs: NOW_MS + 30 * DAY_MS,
  ...changes,
});

export const account = (changes: Partial<Account> = {}): Account => ({
  issuer: 'default',
  subject: 'ada',
  tenant: null,
  email: 'ada@registered.example',
  status: 'active',
  restrictedCapabilities: [],
  ...changes,
});

export const policy = (changes: Partial<TenantPolicy> = {}): TenantPolicy => ({
  tenant: 'acme',
  registeredAccountsOnly: false,
  restrictedCapabilities: [],
  idleTimeoutSeconds: null,
  absoluteTimeoutSeconds: null,
  ...changes,
});

interface Known {
  readonly sessions?: readonly Session[];
  readonly account?: Account;
  readonly cutOffs?: readonly CutOff[];
  readonly tenantPolicy?: TenantPolicy;
  /** Every policy there is; unless given, that of the request's tenant. */
  readonly policies?: readonly TenantPolicy[];
}

export const standing = (known: Known = {}): Standing => ({
  sessions: new Map((known.sessions ?? []).map((one) => [one.sessionId, one])),
  account: known.account ?? null,
  loggedOutAtMs: null,
  cutOffs: known.cutOffs ?? [],
  tenantPolicy: known.tenantPolicy ?? null,
  sessionPolicies: new Map(
    (known.sessions ?? []).flatMap((one) => {
      const policies = known.policies ?? (known.tenantPolicy ? [known.tenantPolicy] : []);
      const found = policies.find(({ tenant }) => tenant === one.tenant);
      return found === undefined ? [] : [[one.sessionId, found]];
    }),
  ),
});

const RULES: LogoutRules = {
  effect: 'revoke',
  repeatable: true,
  needsSubject: false,
  asksActiveAccount: true,
  asksCapability: true,
  asksRegisteredAccount: true,
};

export const logout = (changes: Partial<Logout> = {}, rules: Partial<LogoutRules> = {}): Logout => ({
  tenant: null,
  intent: { scope: 'current' },
  reason: null,
  by: 'platform',
  ...changes,
  rules: { ...RULES, ...rules },
});
