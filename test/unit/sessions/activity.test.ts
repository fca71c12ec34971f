import { describe, expect, it } from 'vitest';
import { replaceTenantPolicy } from '../../../src/sessions/accounts.ts';
import { withActivity } from '../../../src/sessions/activity.ts';
import { checkSession } from '../../../src/sessions/check-session.ts';
import { endSession } from '../../../src/sessions/end-session.ts';
import type { Credential } from '../../../src/sessions/model.ts';
import { countSessions, revokeSessions } from '../../../src/sessions/revoke.ts';
import { granularityMs } from '../../../src/sessions/sightings.ts';
import { type SessionStore, StoreError } from '../../../src/sessions/store.ts';
import { credential, id, logout, NOW_MS, policy } from './given.ts';
import { open, settled } from './watched.ts';

const token = credential({ tenant: 'acme', issuedAtMs: NOW_MS });

/** What a store says of the session, without looking at anything else. */
async function lastSeenAt(store: SessionStore, of: Credential = token): Promise<number | undefined> {
  const { issuer, sessionId } = of;
  const query = { issuer, subject: null, keyId: null, tenant: null, sessionIds: [sessionId] };
  return (await store.read(query)).sessions.get(sessionId)?.lastSeenAtMs;
}

describe('what is seen of sessions', () => {
  it('goes by the tenant that another process has put on record since, so that no policy of it ends a session too early', async () => {
    const { raw, store, clock, now, onError } = open();
    const other = { store: withActivity(raw, { onError }), now };
    const one = { store, now };
    const nameless = credential({ tenant: null, issuedAtMs: NOW_MS });
    const named = { ...nameless, tenant: 'acme' };
    for (const check of [nameless, nameless]) {
      await checkSession(one, [check]);
      clock.nowMs += 1000;
    }
    await checkSession(other, [named]);
    for (let time = 0; time < 5; time += 1) {
      clock.nowMs += 10_000;
      await checkSession(one, [named]);
    }
    await replaceTenantPolicy(one, policy({ idleTimeoutSeconds: 30 }));
    clock.nowMs += 1000;
    expect(await checkSession(other, [named])).toMatchObject({ kind: 'session-active' });
    expect(await checkSession(one, [named])).toMatchObject({ kind: 'session-active' });
  });

  it('is written at once when a session is new, so that it can be listed and cut off', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    await settled();
    expect(await lastSeenAt(deps.raw)).toBe(NOW_MS);
  });

  it('is written at once when a token tells something new', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    await settled();
    await checkSession(deps, [credential({ ...token, keyId: 'k2', expiresAtMs: token.expiresAtMs + 5 })]);
    await settled();
    const query = { issuer: 'default', subject: null, keyId: null, tenant: null, sessionIds: [id('s1')] };
    const session = (await deps.raw.read(query)).sessions.get(id('s1'));
    expect(session).toMatchObject({ keyId: 'k2', latestTokenExpiresAtMs: token.expiresAtMs + 5 });
  });

  it('costs no write a check: the time is written when the stored one is a minute old', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    await settled();
    deps.writes.mockClear();
    for (let second = 1; second < 60; second += 1) {
      deps.clock.nowMs = NOW_MS + second * 1000;
      await checkSession(deps, [token]);
      await settled();
    }
    expect(deps.writes).not.toHaveBeenCalled();
    expect(await lastSeenAt(deps.raw)).toBe(NOW_MS);
    expect(await lastSeenAt(deps.store)).toBe(NOW_MS + 59_000);
    deps.clock.nowMs = NOW_MS + 60_000;
    await checkSession(deps, [token]);
    await settled();
    expect(deps.writes).toHaveBeenCalledOnce();
    expect(await lastSeenAt(deps.raw)).toBe(NOW_MS + 60_000);
  });

  it('counts in every decision of this process at once, a logout too', async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 600 }));
    await checkSession(deps, [token]);
    await settled();
    deps.clock.nowMs = NOW_MS + 59_000;
    await checkSession(deps, [token]);
    deps.clock.nowMs = NOW_MS + 650_000;
    const command = { ...logout(), credentials: [token] as const, accompanying: [] };
    expect(await endSession(deps, command)).toMatchObject({ kind: 'logged-out', ended: true });
  });

  it('is lost with a killed process by no more than its granularity, so that a timeout comes no later', async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 100 }));
    for (let ms = 0; ms <= 95_000; ms += 500) {
      deps.clock.nowMs = NOW_MS + ms;
      await checkSession(deps, [token]);
      await settled();
    }
    const behindMs = deps.clock.nowMs - ((await lastSeenAt(deps.raw)) ?? 0);
    expect(behindMs).toBeGreaterThanOrEqual(0);
    expect(behindMs).toBeLessThan(granularityMs(policy({ idleTimeoutSeconds: 100 })));
  });

  it.each([
    [1, 100],
    [60, 6_000],
    [86_400, 60_000],
    [null, 60_000],
  ])('has, with an idle timeout of %j seconds, a granularity of %j ms', (idleTimeoutSeconds, ms) => {
    expect(granularityMs(policy({ idleTimeoutSeconds }))).toBe(ms);
    expect(granularityMs(null)).toBe(60_000);
  });

  it('is all written before the close', async () => {
    const deps = open();
    const tokens = Array.from({ length: 450 }, (_, at) => credential({ sessionId: id(`s${at}`) }));
    for (const one of tokens) await checkSession(deps, [one]);
    await settled();
    deps.clock.nowMs += 1000;
    for (const one of tokens) await checkSession(deps, [one]);
    deps.writes.mockClear();
    await deps.store.close();
    expect(new Set(deps.writes.mock.calls.flatMap(([{ sessionIds }]) => sessionIds)).size).toBe(450);
  });

  it('is shown by a listing, which writes nothing', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    deps.clock.nowMs += 1000;
    await checkSession(deps, [token]);
    deps.writes.mockClear();
    const [session] = await deps.store.listSessions({}, { after: null, limit: 1, nowMs: deps.clock.nowMs });
    expect(session?.lastSeenAtMs).toBe(NOW_MS + 1000);
    expect(deps.writes).not.toHaveBeenCalled();
  });

  it('costs no write a check where the tokens of a session are signed by several keys', async () => {
    const deps = open();
    const both = ['k1', 'k2'].map((keyId) => credential({ ...token, keyId }));
    for (const one of both) await checkSession(deps, [one]);
    await settled();
    deps.writes.mockClear();
    for (let at = 1; at <= 50; at += 1) {
      deps.clock.nowMs = NOW_MS + at;
      for (const one of both) await checkSession(deps, [one]);
    }
    await settled();
    expect(deps.writes).not.toHaveBeenCalled();
    const scope = { kind: 'key', issuer: 'default', keyId: 'k2' } as const;
    expect(await deps.store.countSessions(scope, null, deps.clock.nowMs)).toBe(1);
  });

  it('counts for all that ask at once, and for the cut-off itself', async () => {
    const deps = open();
    const idle = credential({ ...token, issuedAtMs: NOW_MS });
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 60 }));
    await checkSession(deps, [idle]);
    const scope = { kind: 'tenant', tenant: 'acme' } as const;
    const seenAgain = async (): Promise<void> => {
      deps.clock.nowMs += 40_000;
      await checkSession(deps, [idle]);
      deps.clock.nowMs += 40_000;
    };
    await seenAgain();
    const order = { scope, upToMs: null, reason: null, by: 'key:admin', maxLifetimeMs: 1 };
    const counts = [1, 2, 3, 4].map(() => countSessions(deps, order));
    expect((await Promise.all(counts)).map((one) => 'matchedSessions' in one && one.matchedSessions)).toEqual(
      [1, 1, 1, 1],
    );
    await checkSession(deps, [idle]);
    await seenAgain();
    expect(await revokeSessions(deps, order)).toMatchObject({ matchedSessions: 1 });
  });

  it('is written by a listing of the active for what would look idle to the store, and for nothing else', async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 60 }));
    const [looks, other] = [token, credential({ ...token, tenant: null, sessionId: id('s2') })];
    for (const one of [looks, other]) await checkSession(deps, [one]);
    deps.clock.nowMs = NOW_MS + 5900;
    for (const one of [looks, other]) await checkSession(deps, [one]);
    deps.writes.mockClear();
    const nowMs = NOW_MS + 60_000;
    const page = { after: null, limit: 9, nowMs };
    expect(await deps.store.listSessions({ state: 'active' }, page)).toHaveLength(2);
    expect(deps.writes.mock.calls.map(([{ sessionIds }]) => sessionIds)).toEqual([['s1']]);
  });

  it('is no error of the store where a cut-off has to wait for it', async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 60 }));
    await checkSession(deps, [token]);
    deps.clock.nowMs += 5900;
    await checkSession(deps, [token]);
    deps.clock.nowMs = NOW_MS + 60_000;
    const scope = { kind: 'tenant', tenant: 'acme' } as const;
    const order = { scope, upToMs: null, reason: null, by: 'key:admin', maxLifetimeMs: 1 };
    expect(await revokeSessions(deps, order)).toMatchObject({ matchedSessions: 1 });
    const answers = deps.writes.mock.results.map(({ value }) => value as Promise<unknown>);
    expect((await Promise.allSettled(answers)).every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('is tried for a few when the store takes no writes, and no more for all', async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 60 }));
    const tokens = Array.from({ length: 900 }, (_, at) => credential({ ...token, sessionId: id(`s${at}`) }));
    for (const one of tokens) await checkSession(deps, [one]);
    deps.clock.nowMs += 5900;
    for (const one of tokens) await checkSession(deps, [one]);
    deps.writes.mockRejectedValue(new StoreError('full'));
    await deps.store.listSessions({ state: 'active' }, { after: null, limit: 1, nowMs: NOW_MS + 60_000 });
    expect(deps.onError.mock.calls.length).toBeLessThanOrEqual(200);
  });

  it('stays within its capacity when all that it holds is being written', async () => {
    const deps = open(10);
    const tokens = Array.from({ length: 300 }, (_, at) => credential({ sessionId: id(`s${at}`) }));
    for (const one of tokens) await checkSession(deps, [one]);
    deps.clock.nowMs += 1000;
    await Promise.all(tokens.map((one) => checkSession(deps, [one])));
    await settled();
    deps.writes.mockClear();
    await deps.store.close();
    expect(deps.writes.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it('is written for the one kept longest when there are more sessions than it holds', async () => {
    const deps = open(2);
    const tokens = ['s1', 's2', 's3'].map((name) => credential({ sessionId: id(name) }));
    for (const one of tokens) await checkSession(deps, [one]);
    await settled();
    deps.clock.nowMs += 1000;
    for (const one of tokens) await checkSession(deps, [one]);
    await settled();
    const times = await Promise.all(tokens.map((one) => lastSeenAt(deps.raw, one)));
    expect(times).toEqual([NOW_MS + 1000, NOW_MS, NOW_MS]);
  });

  it('does not bring back a session that has ended meanwhile', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    await settled();
    deps.clock.nowMs += 1000;
    await checkSession(deps, [token]);
    await endSession(deps, { ...logout(), credentials: [token], accompanying: [] });
    await deps.store.listSessions({}, { after: null, limit: 1, nowMs: NOW_MS });
    expect(await checkSession(deps, [token])).toMatchObject({ kind: 'unauthenticated' });
  });

  it('is tried again when it cannot be written, and no check fails of it', async () => {
    const deps = open();
    const failure = new StoreError('full');
    deps.writes.mockRejectedValueOnce(failure);
    expect(await checkSession(deps, [token])).toMatchObject({ kind: 'session-active' });
    await settled();
    expect(deps.onError).toHaveBeenCalledWith(failure);
    expect(await checkSession(deps, [token])).toMatchObject({ kind: 'session-active' });
    await settled();
    expect(await lastSeenAt(deps.raw)).toBe(NOW_MS);
  });
});
