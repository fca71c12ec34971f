/** Sessions that have ended are out of the way of those that have not. */
import { expect, it, onTestFinished } from 'vitest';
import { hasRedis, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { anEnd, apply, cutOff, endOnce, id, NOW, putSession } from '../things.ts';
import { openOn } from './bench.ts';

it('a session stands in the indexes of those that have its state, and in none once it is forgotten', async ({
  skip,
}) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const server = await startRedis();
  onTestFinished(() => server.dispose());
  const { store, dispose } = await openOn(server.url);
  onTestFinished(dispose);
  const key = (name: string) => `${server.ask('KEYS', '*meta').slice(0, -'meta'.length)}${name}`;
  const sizes = (...names: readonly string[]) => names.map((name) => Number(server.ask('ZCARD', key(name))));
  const open = ['o', 'i:default', 'u:alice', 't:acme', 'k:default\x01\x01k1'];
  const ended = ['eo', 'ei:default', 'eu:alice', 'et:acme'];
  const names = ['a', 'b', 'c', 'd'];
  await apply(store, ...names.map((name) => putSession({ sessionId: id(name), keyId: 'k1' })));
  expect([sizes(...open), sizes(...ended)]).toEqual([
    [4, 4, 4, 4, 4],
    [0, 0, 0, 0],
  ]);
  await endOnce(store, 'a');
  await apply(store, putSession({ sessionId: id('b'), keyId: 'k1', end: anEnd() }));
  expect([sizes(...open), sizes(...ended)]).toEqual([
    [2, 2, 2, 2, 2],
    [2, 2, 2, 2],
  ]);
  await apply(store, cutOff({ exceptSessionId: id('d') }));
  expect([sizes(...open), sizes(...ended)]).toEqual([
    [1, 1, 1, 1, 1],
    [3, 3, 3, 3],
  ]);
  await store.forget(NOW + 9_000_000, 100);
  expect([sizes(...open), sizes(...ended)]).toEqual([
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
});
