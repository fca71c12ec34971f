/** What a copy may be written to, and who may open it when: never one that is not whole, and never anybody's own store. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../src/cli/migrate/migrate.ts';
import { openStore } from '../../../src/stores/open.ts';
import { StoreOpenError } from '../../../src/stores/opening.ts';
import { folderForTest } from '../../support/folders.ts';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import {
  anEnd,
  apply,
  aSession,
  endOnce,
  id,
  logOf,
  logSessionEnd,
  NOW,
  putSession,
  theSession,
} from '../things.ts';
import { change, type Places, placesOn } from './bench.ts';

let redis: RedisServer;
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(() => redis?.dispose());

async function refused(opening: Promise<unknown>, code: string): Promise<string> {
  const error = await opening.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreOpenError);
  expect(error).toMatchObject({ code });
  return (error as StoreOpenError).message;
}

describe.each(['sqlite', 'redis'] as const)('a copy on %s', (backend) => {
  beforeEach(({ skip }) => skip(backend === 'redis' && !hasRedis, WHY_NO_REDIS));

  /** A source with a session that has ended, and where it is to go. */
  const moving = async (): Promise<{ places: Places; from: string; to: string }> => {
    const places = placesOn(() => redis.url);
    const [from, to] = [places.sqlite(), places[backend]()];
    await change(places, from, [
      putSession({ end: anEnd() }),
      logSessionEnd('s1'),
      putSession({ sessionId: id('s2') }),
    ]);
    return { places, from, to };
  };
  const begun = async ({ places, from, to }: Awaited<ReturnType<typeof moving>>) => {
    const source = await places.source(from);
    const target = await places.target(to, source.origin);
    await source.close();
    return target;
  };

  it('is opened by nobody until it is finished, and says what to do', async () => {
    const move = await moving();
    const { places, from, to } = move;
    const target = await begun(move);
    const words =
      /is a copy of another.* that is not whole\. Run the logoutd migrate that began it once more/;
    expect(await refused(places.open(to), 'unfinished-copy')).toMatch(words);
    await target.close();
    expect(await refused(places.open(to), 'unfinished-copy')).toMatch(words);
    expect(await refused(places.source(to), 'unfinished-copy')).toMatch(words);
    expect((await places.copy(from, to)).ended).toBe('whole');
    const store = await places.open(to);
    expect(await endOnce(store)).toBe('found ended');
  });

  it('that is whole is refused again while a second run brings over what has ended since', async () => {
    const move = await moving();
    const { places, from, to } = move;
    expect((await places.copy(from, to)).ended).toBe('whole');
    const ender = await places.open(from);
    expect(await endOnce(ender, 's2')).toBe('ended');
    await ender.close();
    const target = await begun(move);
    await refused(places.open(to), 'unfinished-copy');
    await target.close();
    await refused(places.open(to), 'unfinished-copy');
    expect((await places.copy(from, to)).ended).toBe('whole');
    const store = await places.open(to);
    expect(await endOnce(store, 's2')).toBe('found ended');
  });

  it('that a server has opened is a store of its own: nothing overwrites it, not even from the same source', async () => {
    const { places, from, to } = await moving();
    await places.copy(from, to);
    const serving = await places.open(to);
    expect(await refused(places.copy(from, to), 'not-free')).toMatch(
      /a store of its own.* overwrites nothing\. Name /,
    );
    expect(await endOnce(serving, 's2')).toBe('ended');
    await serving.close();
    await refused(places.copy(from, to), 'not-free');
    expect(await theSession(await places.open(to), 's2')).toMatchObject({ end: {} });
  });

  it('that was written since, as by a logoutd that knows nothing of copies, is not overwritten', async () => {
    const { places, from, to } = await moving();
    await places.copy(from, to);
    if (backend === 'redis') {
      redis.ask('HINCRBY', `logoutd:{${new URL(to).searchParams.get('prefix')}}:meta`, 'commits', '1');
    } else {
      const db = new DatabaseSync(to.slice('sqlite:'.length));
      db.exec('UPDATE meta SET commits = commits + 1');
      db.close();
    }
    expect(await refused(places.copy(from, to), 'not-free')).toMatch(/was written since it was copied/);
  });

  it('is not made where a store is, be it empty, nor from another source', async () => {
    const { places, from, to } = await moving();
    const other = places.sqlite();
    await change(places, other);
    await places.copy(from, to);
    expect(await refused(places.copy(other, to), 'not-free')).toMatch(/copy of another store/);
    const own = places[backend]();
    await change(places, own);
    await refused(places.copy(from, own), 'not-free');
    await refused(places.copy(own, own), 'not-free');
    expect((await places.copy(from, to)).ended).toBe('whole');
  });

  it('has one writer: a run that begins ends the one before', async () => {
    const move = await moving();
    const [first, second] = [await begun(move), await begun(move)];
    const late = first.rewrite('loggedOut', { put: [{ issuer: 'i', subject: 's', atMs: 1 }], remove: [] });
    await expect(late).rejects.toThrow(/logoutd migrate has begun to write it/);
    await expect(first.finish()).rejects.toThrow(/logoutd migrate has begun to write it/);
    await first.close();
    await second.close();
    expect((await move.places.copy(move.from, move.to)).ended).toBe('whole');
  });

  it('keeps a session that stands elsewhere by now than where it is to be removed', async () => {
    const move = await moving();
    const source = await move.places.source(move.from);
    const target = await move.places.target(move.to, source.origin);
    await target.rewrite('sessions', { put: [aSession({ startedAtMs: NOW - 1 })], remove: [] });
    await target.rewrite('sessions', { put: [], remove: [[-NOW, 'default', 's1']] });
    const { sessions } = await target.shelves();
    const all = { after: null, upTo: null, limit: 10 };
    expect((await sessions.read(all)).records).toHaveLength(1);
    await target.rewrite('sessions', { put: [], remove: [[1 - NOW, 'default', 's1']] });
    expect((await sessions.read(all)).records).toEqual([]);
    await source.close();
    await target.close();
  });

  it('that does not keep what it is given is found out, and opened by nobody', async () => {
    const move = await moving();
    const { places, from, to } = move;
    const source = await places.source(from);
    const target = await places.target(to, source.origin);
    target.rewrite = async () => {};
    const { ended, kinds } = await migrate(source, target);
    expect(ended).toBe('differs');
    expect(kinds.map(({ kind, differing }) => [kind, differing])).toContainEqual(['sessions', 2]);
    await source.close();
    await target.close();
    await refused(places.open(to), 'unfinished-copy');
  });

  it('keeps an identity of its own, and its source as it was', async () => {
    const { places, from, to } = await moving();
    await places.copy(from, to);
    const dataFolder = folderForTest();
    const [original, copy] = [await openStore(from, { dataFolder }), await openStore(to, { dataFolder })];
    expect(copy.identity).not.toBe(original.identity);
    expect(copy.store.logId).toBe(original.store.logId);
    expect(await endOnce(original.store, 's2')).toBe('ended');
    await original.store.close();
    await copy.store.close();
  });

  it('is not whole where its source was written meanwhile, and is once it was not', async () => {
    const { places, from, to } = await moving();
    const serving = await places.open(from);
    const source = await places.source(from);
    const target = await places.target(to, source.origin);
    // It is written between what is read first and what is read last.
    const state = source.state.bind(source);
    let asked = 0;
    source.state = async () => {
      const found = await state();
      asked += 1;
      // What no other look would find.
      if (asked === 2) await apply(serving, putSession({ sessionId: id('s2'), end: anEnd() }));
      return found;
    };
    expect((await migrate(source, target)).ended).toBe('source-changed');
    await source.close();
    await target.close();
    await refused(places.open(to), 'unfinished-copy');
    await serving.close();
    expect((await places.copy(from, to)).ended).toBe('whole');
    expect(await endOnce(await places.open(to), 's2')).toBe('found ended');
  });
});

it('a source that is not there is not made', async () => {
  const places = placesOn(() => redis.url);
  const from = places.sqlite();
  const path = from.slice('sqlite:'.length);
  expect(await refused(places.source(from), 'database-missing')).toMatch(/there is no store at /);
  expect(existsSync(path)).toBe(false);
});

it('a source on Redis that is not there is not made', async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const places = placesOn(() => redis.url);
  const from = places.redis();
  await refused(places.source(from), 'database-missing');
  const store = await places.open(from);
  await store.close();
  await places.source(from).then((source) => source.close());
});

it('a target of which only the marker is left is not made anew', async () => {
  const places = placesOn(() => redis.url);
  const [from, to] = [places.sqlite(), places.sqlite()];
  await change(places, from);
  await places.copy(from, to);
  rmSync(to.slice('sqlite:'.length));
  expect(await refused(places.copy(from, to), 'database-missing')).toMatch(/but its marker file/);
});

it('a copy on Redis whose source went back to a backup, of which the log ends otherwise, follows it', async ({
  skip,
}) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const places = placesOn(() => redis.url);
  const [one, same, to, shorter] = [places.sqlite(), places.sqlite(), places.redis(), places.redis()];
  await change(
    places,
    one,
    [1, 2, 3].map((n) => logSessionEnd(`s${n}`)),
  );
  copyFileSync(one.slice('sqlite:'.length), same.slice('sqlite:'.length));
  await change(
    places,
    one,
    [4, 5, 6, 7].map((n) => logSessionEnd(`s${n}`)),
  );
  for (const target of [to, shorter]) await places.copy(one, target);
  expect((await places.copy(same, shorter)).ended).toBe('whole');
  await change(places, shorter, [logSessionEnd('y4')]);
  expect((await logOf(await places.open(shorter), 3)).map(({ cursor }) => cursor)).toEqual([4]);
  // The fifth is the same as before, behind one that is not.
  await change(places, same, [logSessionEnd('x4'), logSessionEnd('s5')]);
  expect((await places.copy(same, to)).ended).toBe('whole');
  await change(places, same, [logSessionEnd('x6')]);
  expect((await places.copy(same, to)).ended).toBe('whole');
  const [source, copy] = [await places.open(same), await places.open(to)];
  expect(await copy.readLog(0, 10)).toEqual(await source.readLog(0, 10));
  expect(copy.logId).toBe(source.logId);
  await change(places, to, [logSessionEnd('x7')]);
  expect((await copy.readLog(6, 10)).entries.map(({ cursor }) => cursor)).toEqual([7]);
});
