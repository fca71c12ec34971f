import { describe, expect, it } from 'vitest';
import { replaceTenantPolicy } from '../../../src/sessions/accounts.ts';
import { withActivity } from '../../../src/sessions/activity.ts';
import { checkSession } from '../../../src/sessions/check-session.ts';
import { endSessionByKey } from '../../../src/sessions/end-by-key.ts';
import { readSession, registerSession } from '../../../src/sessions/registration.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { credential, DAY_MS, HOUR_MS, id, NOW_MS, policy, registration } from './given.ts';

const RETENTION_MS = DAY_MS + 30_000;
const open = () => ({
  store: withActivity(openMemoryStore().store, { onError: () => undefined }),
  now: () => NOW_MS,
});

const ref = { issuer: 'default', sessionId: id('s1') };
const byKey = { ...ref, maxLifetimeMs: DAY_MS, by: 'control' };

describe('ending a session by key', () => {
  it('puts the end on record, and in the log', async () => {
    const deps = open();
    await registerSession(deps, registration());
    expect(await endSessionByKey(deps, byKey)).toStrictEqual({ kind: 'session-ended' });
    const end = { atMs: NOW_MS, cause: 'admin', by: 'control', reason: null };
    expect(await readSession(deps, ref)).toMatchObject({
      known: { session: { end, retainUntilMs: NOW_MS + RETENTION_MS } },
    });
    expect((await deps.store.readLog(0, 9)).entries).toMatchObject([
      { scope: 'session', ...end, ...ref, subject: 'ada' },
    ]);
  });

  it('may be repeated, and leaves the first end as it was', async () => {
    const deps = open();
    await registerSession(deps, registration());
    await endSessionByKey(deps, byKey);
    const later = { ...deps, now: () => NOW_MS + 1 };
    expect(await endSessionByKey(later, byKey)).toStrictEqual({ kind: 'session-ended' });
    expect(await readSession(deps, ref)).toMatchObject({ known: { session: { end: { atMs: NOW_MS } } } });
    expect((await deps.store.readLog(0, 9)).entries).toHaveLength(1);
  });

  it('finds no session that nobody has heard of, or of another issuer', async () => {
    const deps = open();
    expect(await endSessionByKey(deps, byKey)).toStrictEqual({ kind: 'session-not-found' });
    await registerSession(deps, registration());
    const another = { ...byKey, issuer: 'another' };
    expect(await endSessionByKey(deps, another)).toStrictEqual({ kind: 'session-not-found' });
  });

  it('leaves a session that its registration ended as it is', async () => {
    const deps = open();
    await registerSession(deps, registration({ expiresAtMs: NOW_MS + HOUR_MS }));
    const later = { ...deps, now: () => NOW_MS + HOUR_MS };
    expect(await endSessionByKey(later, byKey)).toStrictEqual({ kind: 'session-ended' });
    expect(await readSession(deps, ref)).toMatchObject({ known: { session: { end: null } } });
    expect((await deps.store.readLog(0, 9)).entries).toStrictEqual([]);
  });

  it('puts on record what had ended it: a timeout, at its moment', async () => {
    const deps = open();
    await replaceTenantPolicy(deps, policy({ idleTimeoutSeconds: 60 }));
    await registerSession(deps, registration({ tenant: 'acme' }));
    const later = { ...deps, now: () => NOW_MS + HOUR_MS };
    await endSessionByKey(later, byKey);
    const end = { cause: 'idle_timeout', by: 'rule', atMs: NOW_MS + 60_000 };
    expect(await readSession(deps, ref)).toMatchObject({
      known: { session: { end, retainUntilMs: NOW_MS + HOUR_MS + RETENTION_MS } },
    });
    expect((await deps.store.readLog(0, 9)).entries).toMatchObject([
      { cause: 'idle_timeout', by: 'rule', atMs: NOW_MS + HOUR_MS, endedSessions: 1 },
    ]);
  });

  it('ends what newer tokens could revive, and does not count it as active', async () => {
    const deps = open();
    await checkSession(deps, [credential()]);
    const later = { ...deps, now: () => NOW_MS + HOUR_MS };
    await endSessionByKey(later, byKey);
    expect((await deps.store.readLog(0, 9)).entries).toMatchObject([{ cause: 'admin', endedSessions: 0 }]);
    const newer = credential({ issuedAtMs: NOW_MS + HOUR_MS, expiresAtMs: NOW_MS + 2 * HOUR_MS });
    expect(await checkSession(later, [newer])).toMatchObject({ reason: 'session_ended' });
  });
});
