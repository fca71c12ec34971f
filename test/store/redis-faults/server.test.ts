/** A Redis that dies, freezes, fills up, is demoted, flushed or set otherwise while the store is open. */
import { beforeEach, describe, expect, it } from 'vitest';
import { folderForTest } from '../../support/folders.ts';
import { hasRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { apply, aQuery, endOnce, nothing, putSession, theSession } from '../things.ts';
import { endMany, expectKept, fails, inTime, names, recovers, serverForTest, storeForTest } from './bench.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

describe('a Redis that', () => {
  it('is killed and restarted has all that was acknowledged, and is found again', async () => {
    const server = await serverForTest();
    const store = await storeForTest(server.url);
    const acknowledged = [...(await endMany(store, names('before', 50)))];
    expect(acknowledged).toHaveLength(50);
    const pressed = endMany(store, names('during', 500));
    await server.kill();
    acknowledged.push(...(await pressed));
    expect(await fails(endOnce(store, 'dead'))).toMatch(/^Redis at 127\.0\.0\.1:\d+: /);
    await until('that is said', async () =>
      (await fails(theSession(store))).includes('refuses the connection'),
    );
    await fails(store.check());
    await server.start();
    await recovers(store);
    await expectKept(store, acknowledged);
    expect(await endOnce(store, 'dead')).toBe('ended');
  });

  it('is frozen is given up in time, and used again once it goes on', { timeout: 30_000 }, async () => {
    const server = await serverForTest();
    const store = await storeForTest(server.url);
    const acknowledged = [...(await endMany(store, names('before', 10)))];
    server.process().kill('SIGSTOP');
    expect(await endMany(store, names('frozen', 20))).toEqual([]);
    expect(await fails(theSession(store))).toMatch(/did not answer in time/);
    expect(await fails(store.check())).toMatch(/did not answer in time/);
    server.process().kill('SIGCONT');
    await recovers(store);
    acknowledged.push(...(await endMany(store, names('after', 10))));
    expect(acknowledged).toHaveLength(20);
    await expectKept(store, acknowledged);
  });

  it('has no memory left takes no end, still tells, and takes ends again once it has some', async () => {
    const server = await serverForTest();
    const store = await storeForTest(server.url);
    const acknowledged = [...(await endMany(store, names('before', 10)))];
    await apply(store, putSession());
    server.ask('CONFIG', 'SET', 'maxmemory', '1');
    expect(await fails(endOnce(store))).toMatch(/no memory left.*maxmemory/);
    expect(await fails(store.check())).toMatch(/no memory left/);
    expect((await theSession(store))?.end).toBeNull();
    expect(await endMany(store, names('full', 10))).toEqual([]);
    // Room is made by forgetting, so that has to go on.
    expect(await inTime(store.forget(0, 100))).toBe(0);
    server.ask('CONFIG', 'SET', 'maxmemory', '0');
    expect(await endOnce(store)).toBe('ended');
    acknowledged.push('s1', ...(await endMany(store, names('after', 10))));
    await expectKept(store, acknowledged);
  });

  it('has no memory left can still forget', async () => {
    const server = await serverForTest();
    const store = await storeForTest(server.url);
    await endMany(store, names('s', 20));
    server.ask('CONFIG', 'SET', 'maxmemory', '1');
    expect(await store.forget(Number.MAX_SAFE_INTEGER, 100)).toBe(20);
    expect(await store.trimLog(Number.MAX_SAFE_INTEGER, 5)).toBe(5);
  });

  it('is made a replica neither takes ends nor tells what it had, until it is the master again', async () => {
    const [server, master] = [await serverForTest(), await serverForTest()];
    const store = await storeForTest(server.url);
    await endOnce(store);
    const backup = await storeForTest(server.url);
    server.ask('REPLICAOF', '127.0.0.1', '1');
    const messages = [await fails(theSession(store)), await fails(endOnce(backup, 'lost'))];
    for (const message of messages) expect(message).toMatch(/replica/);
    expect(await fails(store.listSessions({}, { after: null, limit: 1, nowMs: 0 }))).toMatch(/replica/);
    expect(await fails(store.check())).toMatch(/replica/);
    server.ask('REPLICAOF', 'NO', 'ONE');
    await recovers(store);
    await recovers(backup);
    expect(await endOnce(store)).toBe('found ended');
    expect(await endOnce(store, 'lost')).toBe('ended');
    expect(master.ask('PING')).toBe('PONG');
  });

  it('was flushed is never taken for one where nothing ended, and recovers by itself with its data', async () => {
    const server = await serverForTest();
    const folder = folderForTest();
    const store = await storeForTest(server.url, folder);
    await endOnce(store);
    const dumps = new Map<string, string>();
    for (const key of server.ask('KEYS', '*').split('\n')) {
      server.ask('COPY', key, `kept ${key}`, 'DB', '1');
      dumps.set(key, `kept ${key}`);
    }
    server.ask('FLUSHDB');
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await fails(theSession(store))).toMatch(/has lost the store/);
      expect(await fails(endOnce(store))).toMatch(/has lost the store/);
      expect(await fails(store.update(aQuery(), nothing))).toMatch(/has lost the store/);
      expect(await fails(store.readLog(0, 1))).toMatch(/has lost the store/);
      expect(await fails(store.forget(0, 1))).toMatch(/has lost the store/);
      expect(await fails(store.check())).toMatch(/has lost the store/);
      await expect(storeForTest(server.url, folder)).rejects.toMatchObject({ code: 'database-missing' });
    }
    // Somebody else makes a store there.
    await storeForTest(server.url);
    expect(await fails(endOnce(store))).toMatch(/another store has taken the place/);
    await expect(storeForTest(server.url, folder)).rejects.toMatchObject({ code: 'other-identity' });
    server.ask('FLUSHDB');
    for (const [key, copy] of dumps) server.ask('-n', '1', 'COPY', copy, key, 'DB', '0');
    expect(await endOnce(store)).toBe('found ended');
    expect(await endOnce(await storeForTest(server.url, folder))).toBe('found ended');
  });

  it('has forgotten its scripts is given them again', async () => {
    const server = await serverForTest();
    const store = await storeForTest(server.url);
    for (let turn = 0; turn < 3; turn += 1) {
      server.ask('SCRIPT', 'FLUSH');
      expect(await endMany(store, names(`turn ${turn}`, 20))).toHaveLength(20);
    }
  });

  it('comes back with settings that lose ends is not used until they are mended', async () => {
    const server = await serverForTest();
    const store = await storeForTest(server.url);
    await endOnce(store);
    server.ask('CONFIG', 'SET', 'appendfsync', 'everysec');
    expect(await fails(store.check())).toMatch(/appendfsync always/);
    server.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    const refused = async () => (await fails(theSession(store))).includes('Set appendfsync always');
    await until('the new connection is looked over', refused);
    expect(await endMany(store, names('unsafe', 5))).toEqual([]);
    server.ask('CONFIG', 'SET', 'appendfsync', 'always');
    await recovers(store);
    expect(await endOnce(store)).toBe('found ended');
  });
});
