/** What the tests of faults share: a server and a store of their own, and calls that have to end in time. */
import { expect, onTestFinished } from 'vitest';
import { type SessionStore, StoreError } from '../../../src/sessions/store.ts';
import { openStore } from '../../../src/stores/open.ts';
import { folderForTest } from '../../support/folders.ts';
import { type RedisOptions, type RedisServer, startRedis } from '../../support/redis.ts';
import { startProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { until } from '../../support/until.ts';
import { all, endOnce, listedIds, logOf } from '../things.ts';

/** What every call has to end within. */
const IN_TIME_MS = 2000;

export async function serverForTest(options?: RedisOptions): Promise<RedisServer> {
  const server = await startRedis(options);
  onTestFinished(() => server.dispose());
  return server;
}

export async function proxyForTest(server: RedisServer): Promise<TcpProxy> {
  const proxy = await startProxy(server.port);
  onTestFinished(() => proxy.close());
  return proxy;
}

export async function storeForTest(url: string, dataFolder: string = folderForTest()): Promise<SessionStore> {
  const { store } = await openStore(url, { dataFolder });
  onTestFinished(() => store.close());
  return store;
}

export async function inTime<R>(call: Promise<R>): Promise<R> {
  const started = performance.now();
  try {
    return await call;
  } finally {
    expect(performance.now() - started).toBeLessThan(IN_TIME_MS);
  }
}

/** Gives what it says to the operator. */
export async function fails(call: Promise<unknown>): Promise<string> {
  const error = await inTime(
    call.then(
      (result) => new Error(`it succeeded: ${JSON.stringify(result)}`),
      (reason: unknown) => reason,
    ),
  );
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

export function recovers(store: SessionStore): Promise<true> {
  return until('the store is well again', () =>
    store.check().then(
      () => true as const,
      () => undefined,
    ),
  );
}

/** Ends sessions at once, and gives the names of those that were acknowledged. Each call has to end in time. */
export async function endMany(store: SessionStore, names: readonly string[]): Promise<readonly string[]> {
  const results = await Promise.allSettled(names.map((name) => inTime(endOnce(store, name))));
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StoreError);
  }
  return names.filter((_, at) => results[at]?.status === 'fulfilled');
}

export const names = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${prefix} ${at}`);

/** Nothing acknowledged is missing; what is there has its entry in the log, just one; and the log has no gap. */
export async function expectKept(store: SessionStore, acknowledged: readonly string[]): Promise<void> {
  const there = await listedIds(store, { state: 'ended' }, all);
  expect(new Set<string>(there)).toEqual(new Set([...there, ...acknowledged]));
  const log = await logOf(store, 0, 1_000_000);
  expect(log.map(({ cursor }) => cursor)).toEqual(log.map((_, at) => at + 1));
  expect(log.map(({ sessionId }) => sessionId).toSorted()).toEqual(there.toSorted());
}
