/** `logoutd migrate`, killed again and again: the target is whole or refused, the source as it was, and no end is lost. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { StoreOpenError } from '../../src/stores/opening.ts';
import { change, type Places, placesOn } from '../store/copies/bench.ts';
import { all, anEnd, id, listedIds, logSessionEnd, NOW, putSession } from '../store/things.ts';
import { folderForTest } from '../support/folders.ts';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { collected, logoutd, started } from './logoutd.ts';

const MANY = 6000;
const names = Array.from({ length: MANY }, (_, at) => `s-${at}`);

const session = (name: string, at: number, ended: boolean) =>
  putSession({ sessionId: id(name), startedAtMs: NOW + at, ...(ended ? { end: anEnd() } : {}) });

/** Every other one has ended. In steps, since a Redis takes its time for each. */
async function fill(places: Places, address: string): Promise<void> {
  const steps = Array.from({ length: MANY / 500 }, (_, step) =>
    names.slice(step * 500, step * 500 + 500).flatMap((name, within) => {
      const at = step * 500 + within;
      return at % 2 === 0 ? [session(name, at, true), logSessionEnd(name)] : [session(name, at, false)];
    }),
  );
  await change(places, address, ...steps);
}

interface Target {
  readonly address: string;
  /** How many entries of the log and sessions have come; -1: nothing at all is there. */
  readonly arrived: () => number;
}

function onRedis(redis: RedisServer): Target {
  return {
    address: redis.url,
    arrived: () => {
      if (redis.ask('EXISTS', 'logoutd:{main}:meta') === '0') return -1;
      const sessions = ['o', 'eo'].map((index) => redis.ask('ZCARD', `logoutd:{main}:${index}`));
      const entries = redis.ask('XLEN', 'logoutd:{main}:log');
      return [...sessions, entries].reduce((sum, count) => sum + Number(count), 0);
    },
  };
}

function inFile(path: string): Target {
  return {
    address: `sqlite:${path}`,
    arrived: () => {
      if (!existsSync(path)) return -1;
      const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
      try {
        const counted = db.prepare(
          'SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM log) AS n',
        );
        return Number(counted.get()?.['n']);
      } finally {
        db.close();
      }
    },
  };
}

/** In entries and sessions: right after it began, in the log, between log and sessions, in the sessions, and after the last. */
const MOMENTS = [0, 1, 700, MANY / 2, MANY / 2 + 1, MANY, MANY * 1.5];

async function killedAgainAndAgain(from: string, to: Target, places: Places): Promise<void> {
  const cwd = folderForTest();
  const line = ['migrate', '--from', from, '--to', to.address];
  const ended = new Set(names.filter((_, at) => at % 2 === 0));
  let killed = 0;
  for (const [at, moment] of MOMENTS.entries()) {
    const child = started(line, { cwd });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await until(`${moment} have come`, () => to.arrived() >= moment || child.exitCode !== null, 60_000);
    child.kill('SIGKILL');
    await gone;
    if (child.signalCode === 'SIGKILL') killed += 1;
    const refusal = await places.open(to.address).then(
      () => null,
      (error: unknown) => error,
    );
    // At the last moment a run may be quicker than the kill. Then a server may have it, and nothing is begun on it again.
    if (refusal === null && moment === MOMENTS.at(-1)) return expectWhole(places, to, ended);
    expect(refusal).toBeInstanceOf(StoreOpenError);
    expect(refusal).toMatchObject({ code: 'unfinished-copy' });
    // More end in between, at both ends of the listing.
    const more = [1 + at * 2, MANY - 1 - at * 2];
    for (const one of more) ended.add(`s-${one}`);
    await change(
      places,
      from,
      more.flatMap((one) => [session(`s-${one}`, one, true), logSessionEnd(`s-${one}`)]),
    );
  }
  expect(killed).toBe(MOMENTS.length);
  const { status, stdout, stderr } = await logoutd([...line, '--json'], { cwd });
  expect([status, stderr]).toEqual([0, '']);
  for (const { source, target } of JSON.parse(stdout).kinds) expect(source).toEqual(target);
  await expectWhole(places, to, ended);
  const [source, target] = [await places.open(from), await places.open(to.address)];
  expect(await target.listSessions({}, all)).toEqual(await source.listSessions({}, all));
  expect(await target.readLog(0, MANY * 2)).toEqual(await source.readLog(0, MANY * 2));
}

async function expectWhole(places: Places, to: Target, ended: ReadonlySet<string>): Promise<void> {
  const store = await places.open(to.address);
  const found = new Set<string>(await listedIds(store, { state: 'ended' }, { ...all, nowMs: NOW }));
  expect(found).toEqual(ended);
  expect(await listedIds(store, {}, all)).toHaveLength(MANY);
}

async function redisForTest(): Promise<RedisServer> {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  return redis;
}

it('from SQLite to Redis', { timeout: 180_000 }, async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const redis = await redisForTest();
  const places = placesOn(() => redis.url);
  const from = places.sqlite();
  await fill(places, from);
  await killedAgainAndAgain(from, onRedis(redis), places);
});

it('from Redis to SQLite', { timeout: 180_000 }, async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const redis = await redisForTest();
  const places = placesOn(() => redis.url);
  const from = places.redis();
  await fill(places, from);
  await killedAgainAndAgain(from, inFile(join(folderForTest(), 'new.db')), places);
});

it('a Redis that goes in the middle ends it with a word, and it goes on when the Redis is back', {
  timeout: 60_000,
}, async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const redis = await redisForTest();
  const places = placesOn(() => redis.url);
  const from = places.sqlite();
  await fill(places, from);
  const to = onRedis(redis);
  const cwd = folderForTest();
  const line = ['migrate', '--from', from, '--to', to.address];
  const child = started(line, { cwd });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const said = collected(child.stderr);
  await until('some have come', () => to.arrived() > 0);
  await redis.kill();
  expect(await gone).toBe(69);
  expect(said()).toMatch(
    /^logoutd: Redis at .*The new store is not whole, and no server opens it: run the same again/,
  );
  await redis.start();
  await expect(places.open(to.address)).rejects.toMatchObject({ code: 'unfinished-copy' });
  expect(await logoutd(line, { cwd })).toMatchObject({ status: 0 });
  await expectWhole(places, to, new Set(names.filter((_, at) => at % 2 === 0)));
});
