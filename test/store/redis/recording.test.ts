/** Ends of a large cut-off that are put on record, on a server that goes back to what it was, as after a failover. */
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { readAddress } from '../../../src/stores/redis/address.ts';
import { openRedisStore } from '../../../src/stores/redis/open.ts';
import { folderForTest } from '../../support/folders.ts';
import { hasRedis, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { all, apply, cutOff, id, listedIds, NOW, putSession } from '../things.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

const MANY = 600;
const KEEP = `for _, key in ipairs(redis.call('KEYS', 'logoutd:*')) do redis.call('COPY', key, 'kept:' .. key) end`;
const GO_BACK = `
for _, key in ipairs(redis.call('KEYS', 'logoutd:*')) do redis.call('DEL', key) end
for _, key in ipairs(redis.call('KEYS', 'kept:*')) do redis.call('COPY', key, string.sub(key, 6)) end`;

it('are all on record in the end, those too that were lost after they had been', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const address = readAddress(`//127.0.0.1:${redis.port}`, false);
  if (address === null) throw new Error('there is no address');
  const steps = { atOnce: 0, perStep: 10 };
  const { store } = await openRedisStore(address, { folder: folderForTest(), durability: 'strict', steps });
  onTestFinished(() => store.close());
  const many = Array.from({ length: MANY }, (_, at) =>
    putSession({ sessionId: id(`s-${at}`), startedAtMs: NOW - at }),
  );
  await apply(store, ...many, putSession({ sessionId: id('elsewhere'), tenant: 'other' }));
  await apply(store, cutOff({ scope: { kind: 'tenant', tenant: 'acme' } }));
  redis.ask('EVAL', KEEP, '0');
  const key = (name: string): string => `${address.prefix}${name}`;
  await until('half of them are on record', () => Number(redis.ask('ZCARD', key('eo'))) > MANY / 2);
  redis.ask('EVAL', GO_BACK, '0');
  expect(Number(redis.ask('ZCARD', key('eo')))).toBeLessThan(MANY / 2);
  await until('all are', () => Number(redis.ask('HLEN', key('w'))) <= 1);
  expect(await listedIds(store, { state: 'active' }, all)).toEqual(['elsewhere']);
  expect(Number(redis.ask('ZCARD', key('eo')))).toBe(MANY);
});

it('keep no session from being forgotten that they do not end', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const address = readAddress(`//127.0.0.1:${redis.port}`, false);
  if (address === null) throw new Error('there is no address');
  const steps = { atOnce: 0, perStep: 1 };
  const { store } = await openRedisStore(address, { folder: folderForTest(), durability: 'strict', steps });
  onTestFinished(() => store.close());
  const many = Array.from({ length: MANY }, (_, at) => putSession({ sessionId: id(`s-${at}`) }));
  const due = ['a', 'b'].map((name) =>
    putSession({ sessionId: id(name), tenant: 'other', retainUntilMs: NOW + 1 }),
  );
  await apply(store, ...many, ...due);
  await apply(store, cutOff({ scope: { kind: 'tenant', tenant: 'acme' }, retainUntilMs: NOW + 9_000_000 }));
  expect(await store.forget(NOW + 2, 10)).toBe(2);
  expect(await listedIds(store, {}, all)).toHaveLength(MANY);
});
