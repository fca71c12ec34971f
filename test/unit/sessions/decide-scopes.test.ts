import { describe, expect, it } from 'vitest';
import { decideLogout } from '../../../src/sessions/decide-logout.ts';
import type { Intent } from '../../../src/sessions/logout.ts';
import { account, credential, endedSession, id, logout, NOW_MS, policy, session, standing } from './given.ts';

const OTHERS: Intent = { scope: 'others' };
const ALL: Intent = { scope: 'all' };
const named = (sessionId: string): Intent => ({ scope: 'named', sessionId: id(sessionId) });

describe('ending others and all', () => {
  it('others spares the caller’s session', () => {
    const { changes } = decideLogout(logout({ intent: OTHERS }), credential(), standing(), NOW_MS);
    expect(changes[1]).toMatchObject({
      kind: 'cut-off',
      made: { scope: { kind: 'subject', issuer: 'default', subject: 'ada' }, exceptSessionId: 's1' },
    });
    expect(changes[1]).toMatchObject({ cutOffs: [{ exceptSessionId: 's1', atMs: NOW_MS }] });
  });

  it('all spares nobody', () => {
    const { changes } = decideLogout(logout({ intent: ALL }), credential(), standing(), NOW_MS);
    expect(changes[1]).toMatchObject({ kind: 'cut-off', made: { exceptSessionId: null } });
  });

  it.each([OTHERS, ALL, named('s2')])('needs a token that names a user', (intent) => {
    const { result } = decideLogout(logout({ intent }), credential({ subject: null }), standing(), NOW_MS);
    expect(result.kind).toBe('no-subject');
  });
});

describe('ending a named session', () => {
  const ask = (target: string, sessions = [session(), session({ sessionId: id('s2') })]) =>
    decideLogout(logout({ intent: named(target) }), credential(), standing({ sessions }), NOW_MS);

  it('ends that one and leaves the caller’s alive', () => {
    const { result, changes } = ask('s2');
    expect(result).toMatchObject({ kind: 'logged-out', scope: 'named', ended: true });
    expect(changes).toMatchObject([
      { kind: 'put-session', session: { sessionId: 's1', end: null } },
      { kind: 'put-session', session: { sessionId: 's2', end: { cause: 'logout' } } },
      { kind: 'log-session-end', entry: { sessionId: 's2' } },
    ]);
  });

  it('counts in the log what a listing showed as active', () => {
    for (const [latestTokenExpiresAtMs, endedSessions] of [
      [NOW_MS, 0],
      [NOW_MS + 1, 1],
    ] as const) {
      const { changes } = ask('s2', [session(), session({ sessionId: id('s2'), latestTokenExpiresAtMs })]);
      expect(changes.at(-1)).toMatchObject({ kind: 'log-session-end', entry: { endedSessions } });
    }
  });

  it('cannot tell an unknown session from another user’s', () => {
    const another = session({ sessionId: id('s2'), subject: 'bob' });
    expect(ask('nowhere').result).toEqual(ask('s2', [session(), another]).result);
  });

  it('ends one whose tokens seen so far have expired: a newer one may be about', () => {
    const slept = session({ sessionId: id('s2'), latestTokenExpiresAtMs: NOW_MS - 1 });
    expect(ask('s2', [session(), slept]).result).toMatchObject({ kind: 'logged-out', ended: true });
  });

  it('goes by the policy of that one’s tenant, not of the caller’s', () => {
    const target = session({ sessionId: id('s2'), tenant: 'beta' });
    const policies = [policy({ idleTimeoutSeconds: 1 }), policy({ tenant: 'beta' })];
    const known = standing({ sessions: [target], tenantPolicy: policy({ idleTimeoutSeconds: 1 }), policies });
    const { result } = decideLogout(logout({ intent: named('s2') }), credential(), known, NOW_MS);
    expect(result.kind).toBe('logged-out');
  });

  it('is a conflict when that one has ended, and not when it is the caller’s own', () => {
    expect(ask('s2', [session(), endedSession({ sessionId: id('s2') })]).result.kind).toBe(
      'session-already-ended',
    );
    expect(ask('s1', [endedSession()]).result.kind).toBe('logged-out');
  });
});

describe('account and tenant', () => {
  it('an inactive account ends what it refuses, for good', () => {
    const known = standing({ account: account({ status: 'inactive' }) });
    const { result, changes } = decideLogout(logout({ intent: OTHERS }), credential(), known, NOW_MS);
    expect(result.kind).toBe('account-not-active');
    expect(changes).toMatchObject([
      { kind: 'put-session', session: { end: { cause: 'account_inactive' } } },
      { kind: 'log-session-end' },
    ]);
  });

  it.each([
    ['a suspended account', { account: account({ status: 'suspended' }) }, 'account-not-active'],
    [
      'a restricted user',
      { account: account({ restrictedCapabilities: ['logout'] }) },
      'capability-restricted',
    ],
    [
      'a restricting tenant',
      { tenantPolicy: policy({ restrictedCapabilities: ['logout'] }) },
      'capability-restricted',
    ],
    [
      'no account where one is needed',
      { tenantPolicy: policy({ registeredAccountsOnly: true }) },
      'account-not-registered',
    ],
    [
      'an account of another tenant where one is needed',
      { account: account({ tenant: 'other' }), tenantPolicy: policy({ registeredAccountsOnly: true }) },
      'account-not-registered',
    ],
  ] as const)('%s is a reason to refuse, and ends nothing', (_, known, kind) => {
    const { result, changes } = decideLogout(
      logout({ tenant: 'acme' }),
      credential(),
      standing(known),
      NOW_MS,
    );
    expect(result.kind).toBe(kind);
    expect(changes.every((change) => change.kind === 'put-session' && change.session.end === null)).toBe(
      true,
    );
  });

  it('are not asked by a contract that does not ask', () => {
    const known = standing({
      account: account({ status: 'suspended', restrictedCapabilities: ['logout'] }),
      tenantPolicy: policy({ restrictedCapabilities: ['logout'], registeredAccountsOnly: true }),
    });
    const rules = { asksActiveAccount: false, asksCapability: false, asksRegisteredAccount: false };
    expect(decideLogout(logout({}, rules), credential(), known, NOW_MS).result.kind).toBe('logged-out');
  });

  it('give the registered address where the account counts', () => {
    const known = standing({ account: account() });
    const { result } = decideLogout(logout({ tenant: 'acme' }), credential(), known, NOW_MS);
    expect(result).toMatchObject({ account: { email: 'ada@registered.example' }, email: 'ada@example.com' });
  });
});

describe('a refused request', () => {
  it('comes after the credentials and before the account', () => {
    const refusal = { kind: 'contradictory-input', at: 'sessionId', problem: 'x' } as const;
    const known = standing({ account: account({ status: 'suspended' }) });
    const { result } = decideLogout(
      logout({ intent: { scope: 'refused', refusal } }),
      credential(),
      known,
      NOW_MS,
    );
    expect(result).toBe(refusal);
  });
});
