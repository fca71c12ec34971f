import { describe, expect, it, vi } from 'vitest';
import { replaceAccount } from '../../../src/sessions/accounts.ts';
import { withActivity } from '../../../src/sessions/activity.ts';
import { checkSession } from '../../../src/sessions/check-session.ts';
import { endSession } from '../../../src/sessions/end-session.ts';
import { openPosture } from '../../../src/sessions/known-good.ts';
import type { Credential } from '../../../src/sessions/model.ts';
import { revokeSessions } from '../../../src/sessions/revoke.ts';
import { type SessionStore, StoreError } from '../../../src/sessions/store.ts';
import { openMemoryStore } from '../../../src/stores/memory.ts';
import { account, credential, DAY_MS, HOUR_MS, id, logout, NOW_MS } from './given.ts';

const WITHIN_MS = 30_000;
const token = credential();

function open(capacity?: number) {
  const clock = { nowMs: NOW_MS };
  const { store: raw } = openMemoryStore();
  const onPresumed = vi.fn();
  const options = { onPresumed, ...(capacity === undefined ? {} : { capacity }) };
  const knownGood = openPosture(WITHIN_MS, options);
  let isAway = false;
  const away = <R>(call: () => Promise<R>): Promise<R> =>
    isAway ? Promise.reject(new StoreError('away')) : call();
  const failing: SessionStore = Object.assign(Object.create(raw) as SessionStore, {
    read: (query: Parameters<SessionStore['read']>[0]) => away(async () => raw.read(query)),
    update: ((query, decide) => away(() => raw.update(query, decide))) satisfies SessionStore['update'],
  });
  const store = withActivity(failing, { onError: () => undefined, knownGood });
  const setAway = (to: boolean): void => {
    isAway = to;
  };
  return { store, clock, onPresumed, setAway, now: () => clock.nowMs };
}
type Deps = ReturnType<typeof open>;

const PRESUMED = { kind: 'session-presumed-active', lastGoodAtMs: NOW_MS };
const logOut = (deps: Deps, changes: object = {}) =>
  endSession(deps, { ...logout(), credentials: [token], accompanying: [], ...changes });
/** What is asked of it while the store is away; `null`: it cannot say. */
async function askAway(deps: Deps, ...tokens: readonly [Credential, ...Credential[]]) {
  deps.setAway(true);
  try {
    return await checkSession(deps, tokens);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  } finally {
    deps.setAway(false);
  }
}

describe('an open posture', () => {
  it('takes a token for active that a check found so, for its time and no longer', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    for (const [laterMs, answer] of [
      [0, PRESUMED],
      [WITHIN_MS, PRESUMED],
      [WITHIN_MS + 1, null],
    ] as const) {
      deps.clock.nowMs = NOW_MS + laterMs;
      expect(await askAway(deps, token)).toEqual(answer && { ...answer, credential: token });
    }
    expect(deps.onPresumed.mock.calls).toEqual([[0], [WITHIN_MS]]);
  });

  it('knows nothing of a token that no check found active, be it of the same session', async () => {
    const deps = open();
    expect(await askAway(deps, token)).toBeNull();
    await checkSession(deps, [token]);
    for (const changes of [{ issuedAtMs: NOW_MS }, { tenant: 'acme' }, { subject: 'eve' }, { keyId: 'k2' }]) {
      expect(await askAway(deps, credential(changes))).toBeNull();
    }
    expect(await askAway(deps, token, credential({ issuedAtMs: NOW_MS }))).toBeNull();
  });

  it('forgets what somebody tried to change, whatever came of it', async () => {
    const scope = { kind: 'tenant', tenant: 'acme' } as const;
    const order = { scope, upToMs: null, reason: null, by: 'key:admin', maxLifetimeMs: DAY_MS };
    const changes: readonly ((deps: Deps) => Promise<unknown>)[] = [
      (deps) => logOut(deps),
      (deps) => logOut(deps, { intent: { scope: 'all' } }),
      (deps) => revokeSessions(deps, order),
      (deps) =>
        replaceAccount(deps, {
          account: account({ status: 'suspended' }),
          maxLifetimeMs: DAY_MS,
          by: 'key:admin',
        }),
    ];
    for (const change of changes) {
      for (const isAway of [true, false]) {
        const deps = open();
        await checkSession(deps, [token]);
        deps.setAway(isAway);
        await change(deps).catch(() => undefined);
        expect(await askAway(deps, token)).toBeNull();
      }
    }
  });

  it('forgets the other sessions of a user too that a logout ended', async () => {
    const deps = open();
    const other = credential({ sessionId: id('s2') });
    for (const one of [token, other]) await checkSession(deps, [one]);
    await logOut(deps, { intent: { scope: 'others' } });
    expect(await askAway(deps, other)).toBeNull();
  });

  it('keeps what it knows of the sessions of others', async () => {
    const deps = open();
    const other = credential({ subject: 'bob', sessionId: id('s2') });
    for (const one of [token, other]) await checkSession(deps, [one]);
    await logOut(deps);
    expect(await askAway(deps, other)).toMatchObject(PRESUMED);
  });

  it('learns nothing from a check that began before an end which was acknowledged before the check was', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    const { knownGood } = deps.store;
    const begun = knownGood.begin();
    await logOut(deps);
    knownGood.note(token, NOW_MS, begun);
    expect(await askAway(deps, token)).toBeNull();
  });

  it('learns nothing from such a check when the record of the end was dropped for want of room', async () => {
    const deps = open(1);
    const { knownGood } = deps.store;
    const begun = knownGood.begin();
    await logOut(deps);
    await checkSession(deps, [credential({ sessionId: id('s2') })]);
    knownGood.note(token, NOW_MS, begun);
    expect(await askAway(deps, token)).toBeNull();
  });

  it('keeps as many sessions as it has room for, the latest', async () => {
    const deps = open(2);
    const tokens = ['s1', 's2', 's3'].map((name) => credential({ sessionId: id(name) }));
    for (const one of tokens) await checkSession(deps, [one]);
    const answers = await Promise.all(tokens.map(async (one) => (await askAway(deps, one)) !== null));
    expect(answers).toEqual([false, true, true]);
  });

  it('believes no clock that was set back', async () => {
    const deps = open();
    await checkSession(deps, [token]);
    deps.clock.nowMs = NOW_MS - HOUR_MS;
    expect(await askAway(deps, token)).toBeNull();
  });
});

it('the closed posture knows of nothing', async () => {
  const { store: raw } = openMemoryStore();
  const store = withActivity(raw, { onError: () => undefined });
  await checkSession({ store, now: () => NOW_MS }, [token]);
  await raw.close();
  await expect(checkSession({ store, now: () => NOW_MS }, [token])).rejects.toThrow(StoreError);
});
