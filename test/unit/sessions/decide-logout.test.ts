import { describe, expect, it } from 'vitest';
import { decideLogout } from '../../../src/sessions/decide-logout.ts';
import type { Intent } from '../../../src/sessions/logout.ts';
import type { Change } from '../../../src/sessions/store.ts';
import {
  credential,
  cutOff,
  endedSession,
  HOUR_MS,
  id,
  logout,
  NOW_MS,
  policy,
  session,
  standing,
} from './given.ts';

const kinds = (changes: readonly Change[]): readonly string[] => changes.map(({ kind }) => kind);
const OTHERS: Intent = { scope: 'others' };
const ALL: Intent = { scope: 'all' };
const named = (sessionId: string): Intent => ({ scope: 'named', sessionId: id(sessionId) });

describe('logging out the current session', () => {
  it('ends a session that nobody had heard of, with an entry in the log', () => {
    const { result, changes } = decideLogout(logout({ reason: 'done' }), credential(), standing(), NOW_MS);
    expect(result).toMatchObject({ kind: 'logged-out', scope: 'current', ended: true });
    expect(kinds(changes)).toEqual(['put-session', 'log-session-end']);
    expect(changes[0]).toMatchObject({ session: { end: { atMs: NOW_MS, cause: 'logout', reason: 'done' } } });
  });

  it('writes nothing when it had ended, and answers as the first time', () => {
    const known = standing({ sessions: [endedSession()] });
    const { result, changes } = decideLogout(logout(), credential(), known, NOW_MS);
    expect(result).toMatchObject({ kind: 'logged-out', ended: false });
    expect(changes).toEqual([]);
  });

  it('remembers an ended session for longer when a later token of it shows up', () => {
    const known = standing({ sessions: [endedSession({ retainUntilMs: NOW_MS + HOUR_MS })] });
    const later = credential({ expiresAtMs: NOW_MS + 2 * HOUR_MS });
    const { changes } = decideLogout(logout(), later, known, NOW_MS);
    expect(changes).toMatchObject([
      { kind: 'put-session', session: { retainUntilMs: NOW_MS + 2 * HOUR_MS } },
    ]);
  });

  it('is refused to an ended session where the contract asks for an active token', () => {
    const known = standing({ sessions: [endedSession()] });
    const { result } = decideLogout(logout({}, { repeatable: false }), credential(), known, NOW_MS);
    expect(result).toEqual({ kind: 'unauthenticated', reason: 'session_ended' });
  });

  it('is not refused there to a session that only its account’s inactivation ended', () => {
    const cutOffs = [cutOff({ cause: 'account_inactive' })];
    const rules = { repeatable: false, asksActiveAccount: false };
    const { result } = decideLogout(logout({}, rules), credential(), standing({ cutOffs }), NOW_MS);
    expect(result.kind).toBe('logged-out');
  });

  it('is refused to a token whose subject is not the session’s, and changes nothing', () => {
    const known = standing({ sessions: [session({ subject: 'bob' })] });
    const { result, changes } = decideLogout(logout(), credential(), known, NOW_MS);
    expect(result).toEqual({ kind: 'unauthenticated', reason: 'subject_mismatch' });
    expect(changes).toEqual([]);
  });

  it('only marks the user where the contract marks', () => {
    const { result, changes } = decideLogout(
      logout({}, { effect: 'mark' }),
      credential(),
      standing(),
      NOW_MS,
    );
    expect(result).toMatchObject({ kind: 'logged-out', ended: false });
    expect(kinds(changes)).toEqual(['put-session', 'mark-logged-out']);
    expect(changes[0]).toMatchObject({ session: { end: null } });
  });

  it('changes no mark when the token has ended', () => {
    const known = standing({ sessions: [endedSession()] });
    const { changes } = decideLogout(logout({}, { effect: 'mark' }), credential(), known, NOW_MS);
    expect(changes).toEqual([]);
  });
});

describe('an ended token', () => {
  it.each([
    ['others', OTHERS],
    ['all', ALL],
    ['another session', named('s2')],
    [
      'a request that was refused',
      { scope: 'refused', refusal: { kind: 'invalid-input', at: 'x', problem: 'y' } } as const,
    ],
  ])('has no power over %s', (_, intent) => {
    const known = standing({ sessions: [endedSession(), session({ sessionId: id('s2') })] });
    const { result, changes } = decideLogout(logout({ intent }), credential(), known, NOW_MS);
    expect(result).toEqual({ kind: 'unauthenticated', reason: 'session_ended' });
    expect(changes).toEqual([]);
  });

  it('may name its own session', () => {
    const known = standing({ sessions: [endedSession()] });
    expect(decideLogout(logout({ intent: named('s1') }), credential(), known, NOW_MS).result.kind).toBe(
      'logged-out',
    );
  });

  it('becomes a known, ended session when a cut-off covers it, without a second entry in the log', () => {
    const { changes } = decideLogout(logout(), credential(), standing({ cutOffs: [cutOff()] }), NOW_MS);
    expect(changes).toMatchObject([
      { kind: 'put-session', session: { end: { cause: 'cutoff', atMs: NOW_MS } } },
    ]);
  });

  it.each([
    ['idle_timeout', { idleTimeoutSeconds: 3600 }],
    ['absolute_timeout', { absoluteTimeoutSeconds: 3600 }],
  ] as const)('gets its end on record when it ran into the %s', (cause, limits) => {
    const known = standing({ sessions: [session({ tenant: 'acme' })], tenantPolicy: policy(limits) });
    const { result, changes } = decideLogout(
      logout({ intent: ALL }),
      credential({ tenant: 'acme' }),
      known,
      NOW_MS,
    );
    expect(result).toEqual({ kind: 'unauthenticated', reason: 'session_ended' });
    expect(kinds(changes)).toEqual(['put-session', 'log-session-end']);
    expect(changes[1]).toMatchObject({ entry: { cause, by: 'rule' } });
  });

  it('is not one that only another tenant would have timed out', () => {
    const known = standing({ sessions: [session()], tenantPolicy: policy({ absoluteTimeoutSeconds: 1 }) });
    for (const sessions of [known, { ...known, sessions: new Map() }]) {
      const { result } = decideLogout(
        logout({ intent: ALL, tenant: 'acme' }),
        credential(),
        sessions,
        NOW_MS,
      );
      expect(result.kind).toBe('logged-out');
    }
  });

  it('ends its session after all, when that has outlived the cut-off by a newer token', () => {
    const known = standing({ sessions: [session()], cutOffs: [cutOff({ atMs: NOW_MS - 1000 })] });
    const { result, changes } = decideLogout(logout(), credential(), known, NOW_MS);
    expect(result).toMatchObject({ kind: 'logged-out', ended: true });
    expect(kinds(changes)).toEqual(['put-session', 'log-session-end']);
    const { result: others } = decideLogout(logout({ intent: OTHERS }), credential(), known, NOW_MS);
    expect(others).toEqual({ kind: 'unauthenticated', reason: 'session_ended' });
  });

  it('ends nothing where a timeout has ended the session that outlived the cut-off, and puts that on record', () => {
    const known = standing({
      sessions: [session({ tenant: 'acme' })],
      cutOffs: [cutOff({ atMs: NOW_MS - 1000 })],
      tenantPolicy: policy({ idleTimeoutSeconds: 60 }),
    });
    const { result, changes } = decideLogout(logout(), credential({ tenant: 'acme' }), known, NOW_MS);
    expect(result).toMatchObject({ kind: 'logged-out', ended: false });
    expect(changes).toMatchObject([
      { kind: 'put-session', session: { end: { cause: 'idle_timeout', by: 'rule' } } },
      { kind: 'log-session-end' },
    ]);
  });

  it('is one that is older than its tenant lets a session be, even if nobody had heard of it', () => {
    const known = standing({ tenantPolicy: policy({ absoluteTimeoutSeconds: 3600 }) });
    const { result, changes } = decideLogout(
      logout({ intent: ALL }),
      credential({ tenant: 'acme' }),
      known,
      NOW_MS,
    );
    expect(result).toEqual({ kind: 'unauthenticated', reason: 'session_ended' });
    expect(changes[1]).toMatchObject({ entry: { cause: 'absolute_timeout' } });
  });

  it('is one whose session’s registered end has passed', () => {
    const known = standing({ sessions: [session({ expiresAtMs: NOW_MS })] });
    expect(decideLogout(logout({ intent: ALL }), credential(), known, NOW_MS).result.kind).toBe(
      'unauthenticated',
    );
  });
});
