/** Two instances of logoutd on one Redis, at once. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionStore } from '../../../src/sessions/store.ts';
import { hasRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { apply, aQuery, cutOff, endOnce, id, logOf, NOW, putSession, theSession } from '../things.ts';
import { names, serverForTest, storeForTest } from './bench.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

async function twoStores(): Promise<readonly [SessionStore, SessionStore]> {
  const server = await serverForTest();
  return [await storeForTest(server.url), await storeForTest(server.url)];
}
const alternately = <R>(
  stores: readonly SessionStore[],
  work: (store: SessionStore, at: number) => Promise<R>,
) => Promise.all(Array.from({ length: 50 }, (_, at) => work(stores[at % stores.length] as SessionStore, at)));
const count = (all: readonly unknown[], one: unknown) => all.filter((result) => result === one).length;

describe('of two stores on one Redis', () => {
  it('one and the same log is told of', async () => {
    const [one, other] = await twoStores();
    expect(one.logId).toBe(other.logId);
  });

  it('just one ends a session that both end 25 times at once, ten sessions in a row', async () => {
    const stores = await twoStores();
    for (const name of names('s', 10)) {
      expect(count(await alternately(stores, (store) => endOnce(store, name)), 'ended')).toBe(1);
    }
    const log = await logOf(stores[0], 0, 100);
    expect(log.map(({ cursor }) => cursor)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('each ends its own sessions, and the log is dense', async () => {
    const stores = await twoStores();
    const results = await alternately(stores, (store, at) => endOnce(store, `s${at}`));
    expect(count(results, 'ended')).toBe(50);
    const cursors = (await logOf(stores[1], 0, 100)).map(({ cursor }) => cursor);
    expect(cursors).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  });

  it('none overwrites what the other has counted', async () => {
    const stores = await twoStores();
    await apply(stores[0], putSession({ lastSeenAtMs: 0 }));
    await alternately(stores, (store) =>
      store.update(aQuery(), (standing) => {
        const seen = standing.sessions.get(id('s1'))?.lastSeenAtMs ?? 0;
        return { result: undefined, changes: [putSession({ lastSeenAtMs: seen + 1 })] };
      }),
    );
    expect((await theSession(stores[1]))?.lastSeenAtMs).toBe(50);
  });

  it('none begins a session that the other has cut off meanwhile', async () => {
    const stores = await twoStores();
    const begin = (store: SessionStore, at: number) =>
      store.update(aQuery({ sessionIds: [id(`s${at}`)] }), ({ cutOffs }) => ({
        result: cutOffs.length === 0,
        changes: cutOffs.length === 0 ? [putSession({ sessionId: id(`s${at}`) })] : [],
      }));
    const began = await alternately(stores, (store, at) =>
      at === 25 ? apply(store, cutOff({ retainUntilMs: NOW * 2 })).then(() => null) : begin(store, at),
    );
    // Those that came before it were ended by it, and those after it saw it.
    for (const [at, result] of began.entries()) {
      const session = await theSession(stores[0], `s${at}`);
      if (result === true) expect(session?.end).not.toBeNull();
      if (result === false) expect(session).toBeUndefined();
    }
  });
});
