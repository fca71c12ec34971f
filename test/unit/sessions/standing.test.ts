import { describe, expect, it } from 'vitest';
import { expiryOf, isOver, judge, sessionState } from '../../../src/sessions/standing.ts';
import { credential, cutOff, endedSession, HOUR_MS, NOW_MS, policy, session, standing } from './given.ts';

const idle = policy({ idleTimeoutSeconds: 1800 });
const absolute = policy({ absoluteTimeoutSeconds: 1800 });
const HALF_HOUR_MS = HOUR_MS / 2;

describe('a token', () => {
  const verdictOn = (known: Parameters<typeof standing>[0], changes = {}) =>
    judge(credential({ tenant: 'acme', ...changes }), standing(known), NOW_MS);

  it('of a session that nobody had heard of has power', () => {
    expect(verdictOn({})).toStrictEqual({ live: true });
  });

  it('counts for a session whose subject nobody has named yet', () => {
    expect(verdictOn({ sessions: [session({ subject: null })] })).toStrictEqual({ live: true });
  });

  it('without a subject is not valid for the session of a user', () => {
    expect(verdictOn({ sessions: [session()] }, { subject: null })).toStrictEqual({
      live: false,
      recorded: true,
      cause: 'subject_mismatch',
    });
  });

  it('of a session with an end is dead by the cause on record', () => {
    expect(verdictOn({ sessions: [endedSession()] })).toStrictEqual({
      live: false,
      recorded: true,
      cause: 'logout',
    });
  });

  it('that a cut-off covers is dead by its cause, though the session does not say so yet', () => {
    expect(verdictOn({ cutOffs: [cutOff({ cause: 'account_inactive' })] })).toStrictEqual({
      live: false,
      recorded: false,
      cause: 'account_inactive',
    });
  });

  it.each([
    ['has come', NOW_MS, { live: false, recorded: true, cause: 'expired' }],
    ['is to come', NOW_MS + 1, { live: true }],
  ])('of a session whose registered end %s', (_, expiresAtMs, verdict) => {
    expect(verdictOn({ sessions: [session({ expiresAtMs })] })).toStrictEqual(verdict);
  });

  it.each([
    [
      'idle_timeout',
      idle,
      { lastSeenAtMs: NOW_MS - HALF_HOUR_MS },
      { lastSeenAtMs: NOW_MS - HALF_HOUR_MS + 1 },
    ],
    [
      'absolute_timeout',
      absolute,
      { startedAtMs: NOW_MS - HALF_HOUR_MS },
      { startedAtMs: NOW_MS - HALF_HOUR_MS + 1 },
    ],
  ] as const)('is dead from the millisecond of the %s on', (cause, tenantPolicy, at, before) => {
    const of = (changes: object) =>
      verdictOn(
        { sessions: [session({ tenant: 'acme', ...changes })], tenantPolicy },
        { issuedAtMs: NOW_MS },
      );
    expect(of(at)).toStrictEqual({ live: false, recorded: false, cause });
    expect(of(before)).toStrictEqual({ live: true });
  });

  it('of an unknown session began no later than it was issued', () => {
    const known = { tenantPolicy: absolute };
    expect(verdictOn(known, { issuedAtMs: NOW_MS - HALF_HOUR_MS })).toMatchObject({
      cause: 'absolute_timeout',
    });
    expect(verdictOn(known, { issuedAtMs: NOW_MS - HALF_HOUR_MS + 1 })).toStrictEqual({ live: true });
  });
});

describe('a session is over', () => {
  it.each([
    ['once it has an end', endedSession(), null, true],
    ['from its registered end on', session({ expiresAtMs: NOW_MS }), null, true],
    ['not before its registered end', session({ expiresAtMs: NOW_MS + 1 }), null, false],
    ['by the timeout of its tenant', session({ tenant: 'acme' }), idle, true],
    ['not by its tokens seen so far', session({ latestTokenExpiresAtMs: NOW_MS - 1 }), null, false],
  ])('%s', (_, one, tenantPolicy, over) => {
    expect(isOver(one, tenantPolicy, NOW_MS)).toBe(over);
  });
});

describe('the expiry shown', () => {
  it('is the registered one, whatever its tokens say', () => {
    const one = session({ expiresAtMs: NOW_MS + 1, latestTokenExpiresAtMs: NOW_MS + 2 });
    expect(expiryOf(one)).toBe(NOW_MS + 1);
  });

  it('is else that of the latest token seen', () => {
    expect(expiryOf(session({ latestTokenExpiresAtMs: NOW_MS + 2 }))).toBe(NOW_MS + 2);
  });

  it('is not known where neither is', () => {
    expect(expiryOf(session({ latestTokenExpiresAtMs: null }))).toBeNull();
  });
});

describe('the state shown', () => {
  const active = { state: 'active' };
  const recent = { startedAtMs: NOW_MS - 1000, lastSeenAtMs: NOW_MS - 1000, tenant: 'acme' };
  const both = policy({ idleTimeoutSeconds: 1800, absoluteTimeoutSeconds: 7200 });
  const ended = (endedAtMs: number, cause: string) => ({ state: 'ended', endedAtMs, cause });
  const openEnded = session({ latestTokenExpiresAtMs: null });

  it.each([
    ['is active while nothing ended it', session(), null, active],
    ['is active where no expiry is known', openEnded, null, active],
    ['is active within the timeouts', session(recent), both, active],
    ['is the end on record', endedSession(), idle, ended(NOW_MS - 1000, 'logout')],
    ['is active before the expiry', session({ expiresAtMs: NOW_MS + 1 }), null, active],
    ['is expired from then on', session({ expiresAtMs: NOW_MS }), null, ended(NOW_MS, 'expired')],
    [
      'is expired with the last token seen',
      session({ latestTokenExpiresAtMs: NOW_MS - 5 }),
      null,
      ended(NOW_MS - 5, 'expired'),
    ],
    [
      'ended when it had been idle for too long',
      session({ startedAtMs: NOW_MS - 3 * HOUR_MS }),
      idle,
      ended(NOW_MS - HALF_HOUR_MS, 'idle_timeout'),
    ],
    [
      'ended when it had lasted for too long',
      session({ startedAtMs: NOW_MS - 3 * HOUR_MS }),
      both,
      ended(NOW_MS - HOUR_MS, 'absolute_timeout'),
    ],
  ])('%s', (_, one, tenantPolicy, state) => {
    expect(sessionState(one, tenantPolicy, NOW_MS)).toStrictEqual(state);
  });
});
