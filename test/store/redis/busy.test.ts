/** What goes on behind requests, while Redis begins its append-only file anew. */
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { all, apply, cutOff, id, listedIds, logSessionEnd, NOW, putSession } from '../things.ts';
import { openOn } from './bench.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

const MANY = 40;
const ENDED_ON_RECORD = `local key = redis.call('KEYS', '*eo')[1] return key and redis.call('ZCARD', key) or 0`;
/** So that it comes to no end before it is told to. */
const KEY_TAKES_MICROSECONDS = 10_000_000;

const isRewriting = (redis: RedisServer): boolean =>
  redis.ask('INFO', 'persistence').includes('aof_rewrite_in_progress:1');

async function beginRewriting(redis: RedisServer): Promise<void> {
  redis.ask('CONFIG', 'SET', 'rdb-key-save-delay', String(KEY_TAKES_MICROSECONDS));
  redis.ask('BGREWRITEAOF');
  await until('it is at its file', () => isRewriting(redis));
}

/** The file that it was at is given up, and another one begun that takes no time. */
async function endRewriting(redis: RedisServer): Promise<void> {
  redis.ask('CONFIG', 'SET', 'rdb-key-save-delay', '0');
  redis.ask('CONFIG', 'SET', 'appendonly', 'no');
  redis.ask('CONFIG', 'SET', 'appendonly', 'yes');
  await until('the file is there', () => !isRewriting(redis));
}

async function openOnRedis(steps?: { readonly atOnce: number; readonly perStep: number }) {
  const redis = await startRedis();
  const bench = await openOn(redis.url, '', steps);
  onTestFinished(async () => {
    await bench.dispose();
    await redis.dispose();
  });
  return { redis, store: bench.store };
}

const sessions = (parts: { readonly retainUntilMs?: number } = {}) =>
  Array.from({ length: MANY }, (_, at) => putSession({ sessionId: id(`s-${at}`), ...parts }));

it('forgets nothing, since every write would hold others up, and goes on once that is done', async () => {
  const { redis, store } = await openOnRedis();
  await apply(store, ...sessions({ retainUntilMs: NOW + 1 }), logSessionEnd('s-0'));
  await beginRewriting(redis);
  expect(await store.forget(NOW + 2, MANY)).toBe(0);
  expect(await store.trimLog(NOW + 2, MANY)).toBe(0);
  await endRewriting(redis);
  expect(await store.forget(NOW + 2, MANY)).toBe(MANY);
  expect(await store.trimLog(NOW + 2, MANY)).toBe(1);
});

it('forgets all the same where the memory runs short', async () => {
  const { redis, store } = await openOnRedis();
  await apply(store, ...sessions({ retainUntilMs: NOW + 1 }));
  await beginRewriting(redis);
  const [, used] = /^used_memory:(\d+)/m.exec(redis.ask('INFO', 'memory')) ?? [];
  redis.ask('CONFIG', 'SET', 'maxmemory', String(Math.floor(Number(used) * 1.05)));
  expect(await store.forget(NOW + 2, MANY)).toBe(MANY);
});

it('puts no ends of a large cut-off on record, shows them all the same, and goes on once that is done', async () => {
  const { redis, store } = await openOnRedis({ atOnce: 0, perStep: 5 });
  await apply(store, ...sessions(), putSession({ sessionId: id('elsewhere'), tenant: 'other' }));
  await beginRewriting(redis);
  await apply(store, cutOff({ scope: { kind: 'tenant', tenant: 'acme' } }));
  expect(await listedIds(store, { state: 'active' }, all)).toEqual(['elsewhere']);
  const onRecord = () => Number(redis.ask('EVAL', ENDED_ON_RECORD, '0'));
  expect(onRecord()).toBe(0);
  await endRewriting(redis);
  await until('all are on record', () => onRecord() === MANY);
  expect(await listedIds(store, { state: 'active' }, all)).toEqual(['elsewhere']);
});
