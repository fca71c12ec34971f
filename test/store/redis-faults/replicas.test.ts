/** Replicas that have to have a change before it counts. */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, type RedisServer, SAFE, WHY_NO_REDIS } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { aQuery, endOnce, nothing, theSession } from '../things.ts';
import { endMany, expectKept, fails, inTime, names, recovers, serverForTest, storeForTest } from './bench.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

async function pair(): Promise<readonly [RedisServer, RedisServer]> {
  const master = await serverForTest();
  const args = [...SAFE, '--replicaof', '127.0.0.1', String(master.port), '--repl-diskless-sync-delay', '0'];
  const replica = await serverForTest({ args });
  await until('they are connected', () => /master_link_status:up/.test(replica.ask('INFO', 'replication')));
  return [master, replica];
}

describe('with ?waitReplicas=1', () => {
  it('all that was acknowledged is on the replica when the master is gone for good', async () => {
    const [master, replica] = await pair();
    const store = await storeForTest(`${master.url}?waitReplicas=1`);
    const acknowledged = await endMany(store, names('s', 200));
    expect(acknowledged).toHaveLength(200);
    const pressed = endMany(store, names('pressed', 100));
    await master.kill();
    const all = [...acknowledged, ...(await pressed)];
    replica.ask('REPLICAOF', 'NO', 'ONE');
    await expectKept(await storeForTest(replica.url), all);
  });

  it('nothing is acknowledged that the replica has not, not even what somebody else has ended', {
    timeout: 30_000,
  }, async () => {
    const [master, replica] = await pair();
    const [one, other] = [
      await storeForTest(`${master.url}?waitReplicas=1`),
      await storeForTest(`${master.url}?waitReplicas=1`),
    ];
    replica.process().kill('SIGSTOP');
    expect(await fails(endOnce(one))).toMatch(/0 of 1 replicas have the change.*may be in force/);
    expect(await fails(endOnce(other))).toMatch(/0 of 1 replicas/);
    expect(await fails(other.update(aQuery(), nothing))).toMatch(/0 of 1 replicas/);
    expect(await fails(one.check())).toMatch(/0 of 1 replicas/);
    expect(await endMany(one, names('at once', 50))).toEqual([]);
    await Promise.all([fails(endOnce(one)), pause(500).then(() => fails(endOnce(one)))]);
    expect(await fails(one.readLog(0, 1))).toMatch(/replicas/);
    // Reading goes on: it is not held up behind those that wait.
    expect((await inTime(theSession(one)))?.end).not.toBeNull();
    replica.process().kill('SIGCONT');
    await recovers(one);
    expect(await endOnce(other)).toBe('found ended');
  });
});
