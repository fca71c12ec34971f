/** The conformance suite on a real cluster of three masters, reached by any of them. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/stores/open.ts';
import { makeFolder, removeFolder } from '../../support/folders.ts';
import { hasRedis, type RedisServer, SAFE, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { describeStore } from '../conformance.ts';
import { change, placesOn } from '../copies/bench.ts';
import { anEnd, endOnce, id, logSessionEnd, putSession, theSession } from '../things.ts';
import { openOn } from './bench.ts';

const nodes: RedisServer[] = [];
beforeAll(async () => {
  if (!hasRedis) return;
  const args = [...SAFE, '--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  nodes.push(...(await Promise.all([1, 2, 3].map(() => startRedis({ args })))));
  const [first] = nodes;
  const slots = [0, 5461, 10_923, 16_384];
  for (const [at, node] of nodes.entries()) {
    node.ask('CLUSTER', 'ADDSLOTSRANGE', String(slots[at]), String((slots[at + 1] ?? 0) - 1));
    if (node !== first) node.ask('CLUSTER', 'MEET', '127.0.0.1', String(first?.port));
  }
  for (const node of nodes) {
    await until('the cluster is whole', () => /cluster_state:ok/.test(node.ask('CLUSTER', 'INFO')));
    await until('it is known', () => node.ask('CLUSTER', 'NODES').split('\n').length === 3);
  }
});
afterAll(async () => {
  for (const node of nodes) await node.dispose();
});
beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

const url = () => `redis://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
describeStore('Redis cluster', true, () => openOn(url()));

describe('in a Redis cluster', () => {
  it('the store is found by any node, and is one and the same', async () => {
    const dataFolder = makeFolder();
    const names: string[] = [];
    for (const { port } of nodes) {
      const { store } = await openStore(`redis://127.0.0.1:${port}?prefix=one`, { dataFolder });
      names.push(`${store.logId} ${await endOnce(store)}`);
      await store.close();
    }
    expect(names.map((name) => name.split(' ', 1)[0])).toEqual(Array(3).fill(names[0]?.split(' ', 1)[0]));
    expect(names.map((name) => name.slice(9))).toEqual(['ended', 'found ended', 'found ended']);
    removeFolder(dataFolder);
  });

  it('a first address that does not answer is passed over', async () => {
    const dataFolder = makeFolder();
    const { store } = await openStore(`redis://127.0.0.1:1,127.0.0.1:${nodes[0]?.port}?prefix=two`, {
      dataFolder,
    });
    expect(await endOnce(store)).toBe('ended');
    await store.close();
    removeFolder(dataFolder);
  });

  it('the store goes along when its slot moves to another node', async () => {
    const dataFolder = makeFolder();
    const { store } = await openStore(`${url()}?prefix=moving`, { dataFolder });
    expect(await endOnce(store)).toBe('ended');
    const key = 'logoutd:{moving}:meta';
    const slot = nodes[0]?.ask('CLUSTER', 'KEYSLOT', key) ?? '';
    const owns = nodes.map((node) => Number(node.ask('CLUSTER', 'COUNTKEYSINSLOT', slot)));
    const from = nodes[owns.findIndex((count) => count > 0)];
    const to = nodes.find((node) => node !== from);
    if (from === undefined || to === undefined) throw new Error('the slot is nowhere');
    const [fromId, toId] = [from.ask('CLUSTER', 'MYID'), to.ask('CLUSTER', 'MYID')];
    to.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
    from.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
    const keys = from.ask('CLUSTER', 'GETKEYSINSLOT', slot, '1000').split('\n');
    for (const one of keys) from.ask('MIGRATE', '127.0.0.1', String(to.port), one, '0', '1000');
    for (const node of nodes) node.ask('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
    await until('the store is there again', () =>
      theSession(store).then(
        () => true,
        () => pause(20),
      ),
    );
    expect(await endOnce(store)).toBe('found ended');
    expect(await endOnce(store, 'another')).toBe('ended');
    await store.close();
    removeFolder(dataFolder);
  });

  it('a copy goes there by any node, and comes back', async () => {
    const places = placesOn(url);
    const [from, there, back] = [places.sqlite(), places.redis(), places.sqlite()];
    await change(places, from, [
      putSession({ end: anEnd() }),
      logSessionEnd('s1'),
      putSession({ sessionId: id('s2') }),
    ]);
    await places.copy(from, there.replace(/127.0.0.1:\d+,/, ''));
    expect((await places.copy(from, there)).ended).toBe('whole');
    const copied = await places.copy(there, back);
    expect(copied.kinds.map(({ target }) => target.count)).toEqual([1, 0, 0, 0, 0, 2]);
    expect(await endOnce(await places.open(back))).toBe('found ended');
  });

  it('several addresses of a server that is in none are refused', async () => {
    const single = await startRedis();
    const dataFolder = makeFolder();
    const opening = openStore(`redis://127.0.0.1:${single.port},127.0.0.1:${single.port}`, { dataFolder });
    await expect(opening).rejects.toMatchObject({
      code: 'not-usable',
      message: expect.stringMatching(/of none/),
    });
    await single.dispose();
    removeFolder(dataFolder);
  });
});
