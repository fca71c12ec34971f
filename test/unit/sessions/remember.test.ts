/** Ruling "remembering": until the latest `exp` seen, its own `expiresAt`, and its end plus the longest lifetime. */
import { describe, expect, it } from 'vitest';
import { ended, retentionMs, sighted } from '../../../src/sessions/remember.ts';
import { credential, DAY_MS, endedSession, HOUR_MS, NOW_MS, session } from './given.ts';

/** 30 days and the 30 seconds that a clock may be ahead. */
const RETENTION_MS = 30 * DAY_MS + 30_000;
const end = { atMs: NOW_MS, cause: 'logout', by: 'platform', reason: null } as const;

it('tokens issued up to a moment live for the longest lifetime, and the leeway of the clocks', () => {
  expect(retentionMs(30 * DAY_MS)).toBe(RETENTION_MS);
});

describe('a session that a token makes known', () => {
  it('is what the token says of it', () => {
    const token = credential({ tenant: 'acme' });
    expect(sighted(undefined, token, NOW_MS, true)).toStrictEqual({
      issuer: 'default',
      sessionId: 's1',
      subject: 'ada',
      tenant: 'acme',
      email: 'ada@example.com',
      device: null,
      startedAtMs: NOW_MS - HOUR_MS,
      registeredAtMs: null,
      lastSeenAtMs: NOW_MS,
      expiresAtMs: null,
      latestTokenExpiresAtMs: NOW_MS + HOUR_MS,
      keyId: null,
      end: null,
      retainUntilMs: NOW_MS + RETENTION_MS,
    });
  });

  it.each([
    ['whose clock is ahead', NOW_MS + 5000],
    ['without iat', null],
  ])('by one %s began now', (_, issuedAtMs) => {
    expect(sighted(undefined, credential({ issuedAtMs }), NOW_MS, true).startedAtMs).toBe(NOW_MS);
  });

  it('by one that outlives the retention is remembered as long as that', () => {
    const expiresAtMs = NOW_MS + RETENTION_MS + 1;
    expect(sighted(undefined, credential({ expiresAtMs }), NOW_MS, true).retainUntilMs).toBe(expiresAtMs);
  });
});

describe('a known session, seen again', () => {
  it('keeps subject, tenant and address, once they are known', () => {
    const known = session({ tenant: 'acme', email: 'ada@home.example' });
    const token = credential({ subject: null, tenant: 'beta' });
    expect(sighted(known, token, NOW_MS, true)).toMatchObject({
      subject: 'ada',
      tenant: 'acme',
      email: 'ada@home.example',
    });
  });

  it('learns them where they are not', () => {
    const known = session({ subject: null, tenant: null, email: null });
    expect(sighted(known, credential({ tenant: 'acme' }), NOW_MS, true)).toMatchObject({
      subject: 'ada',
      tenant: 'acme',
      email: 'ada@example.com',
    });
  });

  it('keeps the latest expiry of its tokens', () => {
    const of = (latestTokenExpiresAtMs: number | null) =>
      sighted(session({ latestTokenExpiresAtMs }), credential(), NOW_MS, true).latestTokenExpiresAtMs;
    expect(of(NOW_MS + 2 * HOUR_MS)).toBe(NOW_MS + 2 * HOUR_MS);
    expect(of(NOW_MS + 1)).toBe(NOW_MS + HOUR_MS);
    expect(of(null)).toBe(NOW_MS + HOUR_MS);
  });

  it('was last seen now, by a token that has power only', () => {
    expect(sighted(session(), credential(), NOW_MS, true).lastSeenAtMs).toBe(NOW_MS);
    expect(sighted(session(), credential(), NOW_MS, false).lastSeenAtMs).toBe(NOW_MS - HOUR_MS);
  });

  it('was never last seen earlier than before, should the clock go back', () => {
    const known = session({ lastSeenAtMs: NOW_MS + 1000 });
    expect(sighted(known, credential(), NOW_MS, true).lastSeenAtMs).toBe(NOW_MS + 1000);
  });

  it.each([
    ['by a live token for as long as newer ones can last', true, credential(), NOW_MS + RETENTION_MS],
    [
      'by a live token that lasts longer, for as long as that',
      true,
      credential({ expiresAtMs: NOW_MS + RETENTION_MS + 1 }),
      NOW_MS + RETENTION_MS + 1,
    ],
    ['by a dead token for as long as that lasts', false, credential(), NOW_MS + HOUR_MS],
  ])('is remembered %s', (_, live, token, until) => {
    const known = session({ retainUntilMs: NOW_MS });
    expect(sighted(known, token, NOW_MS, live).retainUntilMs).toBe(until);
  });

  it('is never remembered for less long than before', () => {
    const known = session({ retainUntilMs: NOW_MS + 2 * RETENTION_MS });
    expect(sighted(known, credential(), NOW_MS, true).retainUntilMs).toBe(NOW_MS + 2 * RETENTION_MS);
  });

  it('stays remembered for good where nothing said for how long', () => {
    expect(sighted(session({ retainUntilMs: null }), credential(), NOW_MS, true).retainUntilMs).toBeNull();
  });
});

describe('a session that ends', () => {
  const times = { retainUntilMs: null, latestTokenExpiresAtMs: null, expiresAtMs: null };

  it('keeps the end that it has', () => {
    const known = endedSession();
    expect(ended(known, end, NOW_MS + DAY_MS)).toBe(known);
  });

  it.each(['retainUntilMs', 'latestTokenExpiresAtMs', 'expiresAtMs'] as const)(
    'is remembered until its %s has passed too',
    (member) => {
      const known = session({ ...times, [member]: NOW_MS + 2 * DAY_MS });
      expect(ended(known, end, NOW_MS + DAY_MS)).toMatchObject({ end, retainUntilMs: NOW_MS + 2 * DAY_MS });
    },
  );

  it('is remembered for as long as its issuer’s tokens can live, at least', () => {
    expect(ended(session(times), end, NOW_MS + DAY_MS).retainUntilMs).toBe(NOW_MS + DAY_MS);
  });
});
