/** What happens on the way to a Redis: it is slow, it breaks between a command and its answer, it swallows. */
import { beforeEach, describe, expect, it } from 'vitest';
import { APPLY } from '../../../src/stores/redis/scripts/apply.ts';
import { hasRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { aQuery, endOnce, nothing, theSession } from '../things.ts';
import {
  endMany,
  expectKept,
  fails,
  inTime,
  names,
  proxyForTest,
  recovers,
  serverForTest,
  storeForTest,
} from './bench.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

async function throughProxy() {
  const server = await serverForTest();
  const proxy = await proxyForTest(server);
  return { server, proxy, store: await storeForTest(`redis://127.0.0.1:${proxy.port}`) };
}

describe('a wire to Redis that', () => {
  it('is slow delays calls, many of which go at once', async () => {
    const { proxy, store } = await throughProxy();
    proxy.delayMs = 100;
    const started = performance.now();
    const acknowledged = await endMany(store, names('slow', 300));
    expect(performance.now() - started).toBeLessThan(1000);
    expect(acknowledged).toHaveLength(300);
    await expectKept(store, acknowledged);
  });

  it('is too slow ends calls in time, and serves them again once it is faster', {
    timeout: 30_000,
  }, async () => {
    const { proxy, store } = await throughProxy();
    proxy.delayMs = 1700;
    expect(await fails(theSession(store))).toMatch(/did not answer in time/);
    expect(await endMany(store, names('late', 10))).toEqual([]);
    proxy.delayMs = 0;
    await recovers(store);
    expect(await endMany(store, names('late', 10))).toHaveLength(10);
    await expectKept(store, names('late', 10));
  });

  it('breaks between the command and its answer claims nothing, and the end may be in force', async () => {
    const { server, proxy, store } = await throughProxy();
    const observer = await storeForTest(server.url);
    await endOnce(store, 'before');
    proxy.cutsAfter = APPLY.sha1;
    expect(await fails(endOnce(store, 'cut'))).toMatch(/connection to it broke.*may be in force/);
    proxy.cutsAfter = null;
    await until('it came to pass', async () => (await theSession(observer, 'cut'))?.end);
    await recovers(store);
    expect(await endOnce(store, 'cut')).toBe('found ended');
    await expectKept(store, ['before', 'cut']);
  });

  it('breaks again and again loses nothing that was acknowledged', { timeout: 60_000 }, async () => {
    const { proxy, store } = await throughProxy();
    const acknowledged: string[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      acknowledged.push(...(await endMany(store, names(`calm ${turn}`, 5))));
      const pressed = endMany(store, names(`turn ${turn}`, 30));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      proxy.cut();
      acknowledged.push(...(await pressed));
      await recovers(store);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
    await expectKept(store, acknowledged);
  });

  it('swallows everything is given up in time, and others are told at once', {
    timeout: 30_000,
  }, async () => {
    const { proxy, store } = await throughProxy();
    proxy.swallows = true;
    expect(await fails(endOnce(store))).toMatch(/did not answer in time/);
    const started = performance.now();
    await fails(store.update(aQuery(), nothing));
    expect(performance.now() - started).toBeLessThan(200);
    proxy.swallows = false;
    await recovers(store);
    expect(['ended', 'found ended']).toContain(await inTime(endOnce(store)));
  });
});
