/** Random sessions and changes, from few names and few moments, so that they meet. */
import fc from 'fast-check';
import type { CutOff, CutOffScope, EndCause, Session, TenantPolicy } from '../../src/sessions/model.ts';
import type { Change } from '../../src/sessions/store.ts';
import { id, NOW } from './things.ts';

export const ISSUERS = ['default', 'Default'];
export const SUBJECTS = ['alice', 'bob', '\ud800', '\ufffd'];
export const TENANTS = ['acme', 'other', 'é'];
export const KEY_IDS = ['k1', 'K1', 'é'];
export const SESSION_IDS = ['s1', 's2', 's3', 'e\u0301', '\u00e9', '😀', '\uffff', 'a\0b'].map(id);

const aMoment = fc.integer({ min: -4, max: 4 }).map((seconds) => NOW + seconds * 1000);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const aCause = fc.constantFrom<EndCause>('logout', 'cutoff', 'admin', 'account_inactive', 'idle_timeout');
const someText = fc.constantFrom('', 'why', '%', "'", '\ud83d');
const capabilities = fc.constantFrom<readonly 'logout'[]>([], ['logout']);
const someUser = fc.record({ issuer: fc.constantFrom(...ISSUERS), subject: fc.constantFrom(...SUBJECTS) });
const someEnd = fc.record({ atMs: aMoment, cause: aCause, by: someText, reason: maybe(someText) });

export const someSession: fc.Arbitrary<Session> = fc.record({
  issuer: fc.constantFrom(...ISSUERS),
  sessionId: fc.constantFrom(...SESSION_IDS),
  subject: maybe(fc.constantFrom(...SUBJECTS)),
  tenant: maybe(fc.constantFrom(...TENANTS)),
  email: maybe(someText),
  device: maybe(fc.record({ name: maybe(someText), userAgent: maybe(someText), ip: maybe(someText) })),
  startedAtMs: aMoment,
  registeredAtMs: maybe(aMoment),
  lastSeenAtMs: aMoment,
  expiresAtMs: maybe(aMoment),
  latestTokenExpiresAtMs: maybe(aMoment),
  keyId: maybe(fc.constantFrom(...KEY_IDS)),
  end: fc.option(someEnd, { nil: null, freq: 1 }),
  retainUntilMs: maybe(aMoment),
});

export const somePolicy: fc.Arbitrary<TenantPolicy> = fc.record({
  tenant: fc.constantFrom(...TENANTS),
  registeredAccountsOnly: fc.boolean(),
  restrictedCapabilities: capabilities,
  idleTimeoutSeconds: maybe(fc.integer({ min: 1, max: 4 })),
  absoluteTimeoutSeconds: maybe(fc.integer({ min: 1, max: 4 })),
});

const someIssuer = fc.constantFrom(...ISSUERS);
const someScope: fc.Arbitrary<CutOffScope> = fc.oneof(
  someUser.map((user): CutOffScope => ({ kind: 'subject', ...user })),
  fc.constantFrom(...TENANTS).map((tenant): CutOffScope => ({ kind: 'tenant', tenant })),
  someIssuer.map((issuer): CutOffScope => ({ kind: 'issuer', issuer })),
  fc
    .record({ issuer: someIssuer, keyId: fc.constantFrom(...KEY_IDS) })
    .map((key): CutOffScope => ({ kind: 'key', ...key })),
);

const someCutOff: fc.Arbitrary<CutOff> = fc.record({
  scope: someScope,
  upToMs: aMoment,
  atMs: aMoment,
  exceptSessionId: maybe(fc.constantFrom(...SESSION_IDS)),
  cause: aCause,
  by: someText,
  reason: maybe(someText),
  retainUntilMs: aMoment,
});

const someChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: someSession.map((session): Change => ({ kind: 'put-session', session })) },
  fc.tuple(someEnd, someUser, maybe(fc.constantFrom(...SESSION_IDS)), fc.nat(1)).map(
    ([end, user, sessionId, endedSessions]): Change => ({
      kind: 'log-session-end',
      entry: { ...end, ...user, tenant: null, sessionId, endedSessions },
    }),
  ),
  fc
    .record({
      made: someCutOff,
      cutOffs: fc.array(someCutOff, { maxLength: 3 }),
      sessionsUpToMs: maybe(aMoment),
    })
    .map(({ made, cutOffs, sessionsUpToMs }): Change => {
      const ofScope = cutOffs.map((one) => ({ ...one, scope: made.scope }));
      return { kind: 'cut-off', made, cutOffs: ofScope, sessionsUpToMs };
    }),
  fc
    .record({
      tenant: maybe(fc.constantFrom(...TENANTS)),
      email: maybe(someText),
      status: fc.constantFrom('active' as const, 'inactive' as const, 'suspended' as const),
      restrictedCapabilities: capabilities,
      user: someUser,
    })
    .map(({ user, ...parts }): Change => ({ kind: 'put-account', account: { ...user, ...parts } })),
  somePolicy.map((policy): Change => ({ kind: 'put-tenant-policy', policy })),
  fc
    .record({ user: someUser, atMs: maybe(aMoment) })
    .map((parts): Change => ({ kind: 'mark-logged-out', ...parts })),
);

/** What a random run does: an update of some changes, a forgetting of all that is due, or a trim of the log. */
export const someSteps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.array(someChange, { minLength: 1, maxLength: 4 }) },
    aMoment.map((forgetAtMs) => ({ forgetAtMs })),
    aMoment.map((trimBeforeMs) => ({ trimBeforeMs })),
  ),
  { maxLength: 12 },
);
