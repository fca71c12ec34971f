/** Keys that expire by themselves: not before their time, and without harm to what names them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import {
  aCutOff,
  all,
  apply,
  aQuery,
  cutOff,
  id,
  listedIds,
  logOf,
  ofUser,
  putSession,
  theSession,
} from '../things.ts';
import { openOn } from './bench.ts';

const DAY = 24 * 60 * 60 * 1000;

let server: RedisServer | undefined;
beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.dispose());
beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

async function open() {
  server?.ask('FLUSHALL');
  const under = await openOn(server?.url ?? '');
  const prefix = (server?.ask('KEYS', '*') ?? '').slice(0, -'meta'.length);
  const key = (kind: string) =>
    (server?.ask('KEYS', `${prefix}${kind}:*`) ?? '')
      .split('\n')
      .filter((name) => !/:[iutk]:[^:]*$/.test(name) || kind === 'c');
  return { ...under, key, ask: (...command: string[]) => server?.ask(...command) ?? '' };
}

describe('the keys of sessions and cut-offs', () => {
  it('live a day longer than they are needed, and a day from now at least', async () => {
    const { store, key, ask, dispose } = await open();
    const soon = Date.now() + 60_000;
    await apply(
      store,
      putSession({ sessionId: id('soon'), retainUntilMs: soon }),
      putSession({ sessionId: id('past'), retainUntilMs: 1 }),
      putSession({ sessionId: id('lives'), retainUntilMs: null }),
      putSession({ sessionId: id('forever'), retainUntilMs: 1e300 }),
      cutOff({
        scope: ofUser('nobody'),
        cutOffs: [aCutOff({ retainUntilMs: soon }), aCutOff({ retainUntilMs: 1 })],
      }),
    );
    const left = new Map(key('s').map((name) => [name.split('\x01').at(-1), Number(ask('PTTL', name))]));
    expect(Math.abs((left.get('soon') ?? 0) - DAY - 60_000)).toBeLessThan(10_000);
    expect(Math.abs((left.get('past') ?? 0) - DAY)).toBeLessThan(10_000);
    expect([left.get('lives'), left.get('forever')]).toEqual([-1, -1]);
    const [cutOffs = ''] = key('c');
    expect(Math.abs(Number(ask('PTTL', cutOffs)) - DAY - 60_000)).toBeLessThan(10_000);
    await dispose();
  });

  it('that lived and end expire from then on', async () => {
    const { store, key, ask, dispose } = await open();
    const lasting = { retainUntilMs: null, latestTokenExpiresAtMs: null };
    await apply(store, putSession(lasting));
    expect(Number(ask('PTTL', key('s')[0] ?? ''))).toBe(-1);
    await apply(store, cutOff({ retainUntilMs: Date.now() + DAY }));
    expect(Number(ask('PTTL', key('s')[0] ?? ''))).toBeGreaterThan(DAY);
    await apply(store, putSession(lasting));
    expect(Number(ask('PTTL', key('s')[0] ?? ''))).toBe(-1);
    await dispose();
  });

  it('that have expired are passed over, forgotten with all that names them, and can come again', async () => {
    const { store, key, ask, dispose } = await open();
    await apply(
      store,
      putSession({ keyId: 'k' }),
      putSession({ sessionId: id('s2'), keyId: 'k' }),
      putSession({ sessionId: id('s3') }),
      cutOff({ scope: { kind: 'issuer', issuer: 'elsewhere' } }),
    );
    for (const name of key('s')) if (!name.endsWith('s3')) ask('PEXPIRE', name, '0');
    for (const name of key('c')) ask('PEXPIRE', name, '0');
    expect(await theSession(store)).toBeUndefined();
    expect(await listedIds(store, {}, all)).toEqual(['s3']);
    expect(await listedIds(store, { subject: 'alice', state: 'active' }, all)).toEqual(['s3']);
    expect(await store.countSessions(ofUser(), null, 0)).toBe(1);
    await apply(store, cutOff());
    expect(await logOf(store, 1)).toMatchObject([{ endedSessions: 1 }]);
    await apply(store, putSession({ subject: 'bob', keyId: null, retainUntilMs: null }));
    expect(await listedIds(store, { subject: 'bob' }, all)).toEqual(['s1']);
    expect(await listedIds(store, { subject: 'alice' }, all)).toEqual(['s3']);
    expect(await store.forget(Number.MAX_SAFE_INTEGER, 100)).toBe(4);
    expect(await listedIds(store, {}, all)).toEqual(['s1']);
    expect((await store.read(aQuery())).cutOffs).toEqual([]);
    await apply(store, putSession({ subject: 'bob', keyId: null, retainUntilMs: 0 }));
    expect(await store.forget(0, 100)).toBe(1);
    expect(
      ask('KEYS', '*')
        .split('\n')
        .map((name) => name.replace(/.*:/, ''))
        .toSorted(),
    ).toEqual(['log', 'meta']);
    await dispose();
  });
});
