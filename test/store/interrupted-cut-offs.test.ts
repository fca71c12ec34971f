/** Large cut-offs whose process dies, or is one of several: in force as a whole or not at all, and completed by whoever is there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import type { SessionStore } from '../../src/sessions/store.ts';
import { openStore } from '../../src/stores/open.ts';
import { folderForTest } from '../support/folders.ts';
import { hasRedis, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { until } from '../support/until.ts';
import {
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
} from './things.ts';

const COUNT = 4000;

interface Place {
  readonly url: string;
  readonly dataFolder: string;
  /** How many cut-offs are not all on record, as the store itself keeps them. */
  readonly pending: () => number;
}

async function onSqlite(): Promise<Place> {
  const dataFolder = folderForTest();
  const path = join(dataFolder, 'store.db');
  const pending = () => {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return Number(db.prepare('SELECT count(*) AS count FROM pending_cut_offs').get()?.['count']);
    } finally {
      db.close();
    }
  };
  return { url: `sqlite:${path}`, dataFolder, pending };
}

async function onRedis({ skip }: TestContext): Promise<Place> {
  skip(!hasRedis, WHY_NO_REDIS);
  const server = await startRedis();
  onTestFinished(() => server.dispose());
  // One field is the revision of the latest.
  const pending = () => Math.max(0, Number(server.ask('hlen', 'logoutd:{main}:w')) - 1);
  return { url: server.url, dataFolder: folderForTest(), pending };
}

async function opened({ url, dataFolder }: Place): Promise<SessionStore> {
  const { store } = await openStore(url, { dataFolder });
  onTestFinished(() => store.close());
  return store;
}

/** Kills the process so long after it has come to that, and returns whether the cut-off was acknowledged before. */
async function cutAndBeKilled(
  { url, dataFolder }: Place,
  at: 'begun' | 'made',
  afterMs: number,
): Promise<boolean> {
  const cutter = fileURLToPath(new URL('./fixtures/cutter.ts', import.meta.url));
  const child = spawn(process.execPath, [cutter, url, dataFolder, String(COUNT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let made = false;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'made') made = true;
    if (line === at) void pause(afterMs).then(() => child.kill('SIGKILL'));
  }
  await closed;
  return made;
}

const isInForce = async (store: SessionStore): Promise<boolean> => {
  const ended = await listedIds(store, { state: 'ended' }, all);
  const active = await listedIds(store, { state: 'active' }, all);
  expect([ended.length, active.length].sort((one, other) => one - other)).toEqual([0, COUNT]);
  expect(await logOf(store)).toMatchObject(ended.length > 0 ? [{ endedSessions: COUNT }] : []);
  return ended.length > 0;
};

describe.each([
  ['SQLite', onSqlite],
  ['Redis', onRedis],
])('a large cut-off in %s', (_, on) => {
  it('holds after its process was killed, and is completed by the next', {
    timeout: 60_000,
  }, async (test) => {
    const place = await on(test);
    expect(await cutAndBeKilled(place, 'made', 0)).toBe(true);
    expect(place.pending()).toBe(1);
    const store = await opened(place);
    expect(await isInForce(store)).toBe(true);
    await until('all is on record', () => place.pending() === 0, 30_000);
    expect(await isInForce(store)).toBe(true);
  });

  it.for([0, 10, 30, 60, 120])(
    'killed %i ms after it was asked for, is whole or not there',
    {
      timeout: 60_000,
    },
    async (afterMs, test) => {
      const place = await on(test);
      const made = await cutAndBeKilled(place, 'begun', afterMs);
      const held = await isInForce(await opened(place));
      if (made) expect(held).toBe(true);
    },
  );

  it('is seen at once by other processes, and completed by them', { timeout: 60_000 }, async (test) => {
    const place = await on(test);
    const [mine, others] = [await opened(place), await opened(place)];
    const puts = Array.from({ length: COUNT }, (_unused, at) => putSession({ sessionId: id(`s${at}`) }));
    for (let at = 0; at < COUNT; at += 500) await apply(mine, ...puts.slice(at, at + 500));
    await apply(mine, cutOff({ scope: { kind: 'tenant', tenant: 'acme' } }));
    const closed = mine.close();
    expect(await isInForce(others)).toBe(true);
    await closed;
    expect(place.pending()).toBe(1);
    await until('all is on record', async () => {
      await others.forget(0, 1);
      return place.pending() === 0;
    });
    expect(await isInForce(others)).toBe(true);
  });

  it('is not undone by an update that was decided before it', { timeout: 60_000 }, async (test) => {
    const place = await on(test);
    const [mine, others] = [await opened(place), await opened(place)];
    const many = Array.from({ length: 300 }, (_unused, at) => putSession({ sessionId: id(`m${at}`) }));
    for (let round = 0; round < 40; round += 1) {
      await apply(mine, ...many);
      // Asks about the session alone, as the writing of what was seen does.
      const query = aQuery({ subject: null, tenant: null, sessionIds: [id('m7')] });
      const see = () =>
        others.update(query, ({ sessions }) => {
          const session = sessions.get(id('m7'));
          const changes =
            session?.end === null ? [putSession({ ...session, email: `${Math.random()}` })] : [];
          return { result: null, changes };
        });
      let isMade = false;
      const seeing = (async () => {
        while (!isMade) await see();
      })();
      await apply(mine, cutOff({ scope: ofUser(), atMs: round }));
      isMade = true;
      await seeing;
      expect((await theSession(others, 'm7'))?.end).toMatchObject({ atMs: round });
    }
  });
});
