/** What a logout puts on record, to the last member. */
import { describe, expect, it } from 'vitest';
import { sessionEnd, userCutOff } from '../../../src/sessions/changes.ts';
import { decideLogout } from '../../../src/sessions/decide-logout.ts';
import { accompanying, tenantOf } from '../../../src/sessions/logout.ts';
import { StoreError } from '../../../src/sessions/store.ts';
import {
  account,
  credential,
  cutOff,
  DAY_MS,
  id,
  logout,
  NOW_MS,
  policy,
  session,
  standing,
} from './given.ts';

const RETAIN_UNTIL_MS = NOW_MS + DAY_MS + 30_000;
const end = { atMs: NOW_MS, cause: 'logout', by: 'platform', reason: 'done' } as const;
const user = { issuer: 'default', subject: 'ada' };

describe('what ends is remembered for the longest lifetime of a token, and the leeway of the clocks', () => {
  it('a session, with its end in the log', () => {
    expect(sessionEnd(session({ retainUntilMs: null }), { end, maxLifetimeMs: DAY_MS })).toStrictEqual([
      { kind: 'put-session', session: session({ end, retainUntilMs: RETAIN_UNTIL_MS }) },
      {
        kind: 'log-session-end',
        entry: { ...end, ...user, tenant: null, sessionId: 's1', endedSessions: 1 },
      },
    ]);
  });

  it('a cut-off, and each session that it ends', () => {
    const change = userCutOff(user, standing(), { end, spare: id('s1'), maxLifetimeMs: DAY_MS });
    const made = {
      ...end,
      scope: { kind: 'subject', ...user },
      upToMs: NOW_MS,
      exceptSessionId: 's1',
      retainUntilMs: RETAIN_UNTIL_MS,
    };
    expect(change).toStrictEqual({ kind: 'cut-off', made, cutOffs: [made], sessionsUpToMs: null });
  });
});

describe('a logout', () => {
  const decide = (
    changes: Parameters<typeof logout>[0],
    rules: Parameters<typeof logout>[1] = {},
    known = standing(),
    token = credential(),
  ) => decideLogout(logout(changes, rules), token, known, NOW_MS);

  it.each(['others', 'all'] as const)('of %s says that it ended something, by a cut-off', (scope) => {
    const { result, changes } = decide({ intent: { scope } });
    expect(result).toMatchObject({ kind: 'logged-out', scope, ended: true });
    expect(changes.at(-1)).toMatchObject({ kind: 'cut-off', made: { cause: 'cutoff', by: 'platform' } });
  });

  it('of its own session needs no user', () => {
    const { result } = decide({}, {}, standing(), credential({ subject: null }));
    expect(result).toMatchObject({ kind: 'logged-out', ended: true });
  });

  it('of its own session needs one where the contract says so', () => {
    const { result } = decide({}, { needsSubject: true }, standing(), credential({ subject: null }));
    expect(result).toStrictEqual({ kind: 'no-subject' });
  });

  it('that marks names the user; without one there is nothing to mark', () => {
    const marks = { kind: 'mark-logged-out', user, atMs: NOW_MS };
    expect(decide({}, { effect: 'mark' }).changes.at(-1)).toStrictEqual(marks);
    const { changes } = decide({}, { effect: 'mark' }, standing(), credential({ subject: null }));
    expect(changes.map(({ kind }) => kind)).toStrictEqual(['put-session']);
  });

  it('that marks ends nothing for a token that its session has outlived', () => {
    const known = standing({ sessions: [session()], cutOffs: [cutOff({ atMs: NOW_MS - 1000 })] });
    const { result, changes } = decide({}, { effect: 'mark' }, known);
    expect(result).toMatchObject({ kind: 'logged-out', ended: false });
    expect(changes).toStrictEqual([]);
  });

  it('of a session that nobody knows finds none', () => {
    const { result } = decide({ intent: { scope: 'named', sessionId: id('nowhere') } });
    expect(result).toStrictEqual({ kind: 'session-not-found' });
  });

  it('of another session that its tenant has timed out comes too late', () => {
    const target = session({ sessionId: id('s2'), tenant: 'acme' });
    const known = standing({ sessions: [target], policies: [policy({ idleTimeoutSeconds: 1 })] });
    const { result } = decide({ intent: { scope: 'named', sessionId: id('s2') } }, {}, known);
    expect(result).toStrictEqual({ kind: 'session-already-ended' });
  });

  it('by an inactive account ends its session by rule', () => {
    const { changes } = decide({}, {}, standing({ account: account({ status: 'inactive' }) }));
    const inactive = { atMs: NOW_MS, cause: 'account_inactive', by: 'rule', reason: null };
    expect(changes[0]).toMatchObject({ session: { end: inactive } });
  });
});

describe('a token that comes along', () => {
  it('ends its own session, and nobody asks what its account may do', () => {
    const asked = logout({ tenant: 'acme', intent: { scope: 'all' }, reason: 'done' }, { repeatable: false });
    expect(accompanying(asked)).toStrictEqual({
      tenant: null,
      intent: { scope: 'current' },
      reason: 'done',
      by: 'platform',
      rules: {
        effect: 'revoke',
        repeatable: true,
        needsSubject: false,
        asksActiveAccount: false,
        asksCapability: false,
        asksRegisteredAccount: false,
      },
    });
  });
});

describe('the tenant that counts', () => {
  it('is that of the request, else that of the token', () => {
    const token = credential({ tenant: 'acme' });
    expect(tenantOf(logout({ tenant: 'store-1' }), token)).toBe('store-1');
    expect(tenantOf(logout(), token)).toBe('acme');
  });
});

it('an error of the store says in the log what it is', () => {
  expect(`${new StoreError('The store is closed.')}`).toBe('StoreError: The store is closed.');
});
