/** A Redis that fails while clients end sessions and check them: what they are told holds, and all is well again by itself. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Pressed, press } from '../long/faults/pressed.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { isActive, verify } from '../support/checks.ts';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { request } from '../support/request.ts';
import { type LogEntry, readLog } from '../support/revocation-log.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

/** What every answer has to come within, beside what this machine took while all was well. */
const IN_TIME_MS = 2000;
/** Of each kind of answer, before a phase is over. */
const SOME = 20;

interface Fault {
  readonly name: string;
  readonly befall: (redis: RedisServer, wire: TcpProxy) => unknown;
  readonly mend: (redis: RedisServer, wire: TcpProxy) => unknown;
  /** It still tells what it has. */
  readonly tells?: true;
}

const faults: readonly Fault[] = [
  { name: 'is killed', befall: (redis) => redis.kill(), mend: (redis) => redis.start() },
  {
    name: 'is frozen',
    befall: (redis) => redis.process().kill('SIGSTOP'),
    mend: (redis) => redis.process().kill('SIGCONT'),
  },
  {
    name: 'is full',
    befall: ({ ask }) => ask('CONFIG', 'SET', 'maxmemory', '1'),
    mend: ({ ask }) => ask('CONFIG', 'SET', 'maxmemory', '0'),
    tells: true,
  },
  {
    name: 'is made a read-only replica',
    befall: ({ ask }) => ask('REPLICAOF', '127.0.0.1', '1'),
    mend: ({ ask }) => ask('REPLICAOF', 'NO', 'ONE'),
  },
  {
    name: 'is flushed',
    // In one step it is empty, and what it had lies beside it for whoever puts it back.
    befall: ({ ask }) => [ask('SWAPDB', '0', '1'), ask('FLUSHDB')],
    mend: ({ ask }) => ask('SWAPDB', '0', '1'),
  },
  {
    name: 'is too slow',
    befall: (_, wire) => {
      wire.delayMs = 1700;
    },
    mend: (_, wire) => {
      wire.delayMs = 0;
    },
  },
  {
    name: 'is cut off without a word',
    befall: (_, wire) => {
      wire.swallows = true;
    },
    mend: (_, wire) => {
      wire.swallows = false;
    },
  },
];
/** An open posture is about checks alone, so it need not be shown with all. */
const alsoOpen = ['is killed', 'is frozen', 'is flushed'];
const cases = [
  ...faults.map((fault) => ({ ...fault, posture: 'closed' })),
  ...faults.filter(({ name }) => alsoOpen.includes(name)).map((fault) => ({ ...fault, posture: 'open/60' })),
];

describe('a Redis that', () => {
  it.each(cases)(
    '$name takes no end, and loses none, with checks $posture',
    { timeout: 60_000 },
    async ({ posture, ...fault }) => {
      const { redis, wire, server, bystander, pressed } = await underLoad({ LOGOUTD_POSTURE: posture });
      const calmMs = pressed.slowestMs;
      await fault.befall(redis, wire);
      await until('it is not ready', async () => (await readiness(server)) === 503);
      const failingMs = performance.now();
      const [refused, alive] = [pressed.refused, { ...pressed.alive }];
      await until('ends are refused', () => pressed.refused >= refused + SOME);
      expect((await request(server, 'GET', '/healthz')).status).toBe(200);
      expect(pressed.acknowledged.filter(({ beganMs }) => beganMs > failingMs)).toEqual([]);
      const said = changed(alive, pressed.alive);
      if (fault.tells) expect(said).toEqual(['active']);
      else expect(said.at(-1)).toBe(posture === 'closed' ? 'unsaid' : 'presumed');

      await fault.mend(redis, wire);
      await until('it is ready again', async () => (await readiness(server)) === 200);
      await moreAcknowledged(pressed);
      await pressed.stop();
      expect(pressed.wrong).toEqual([]);
      expect(pressed.slowestMs).toBeLessThan(IN_TIME_MS + calmMs);
      expect(await isActive(server, bystander)).toBe(true);
      await expectKept(await serverOn(redis.url), pressed);
    },
  );
});

it('a Redis that is slow takes ends as slowly as it is, and loses none', async () => {
  const { redis, wire, server, pressed } = await underLoad({});
  const calmMs = pressed.slowestMs;
  wire.delayMs = 200;
  await moreAcknowledged(pressed);
  expect(await readiness(server)).toBe(200);
  await pressed.stop();
  expect(pressed).toMatchObject({ wrong: [], refused: 0, alive: { presumed: 0, unsaid: 0 } });
  expect(pressed.slowestMs).toBeGreaterThan(200);
  expect(pressed.slowestMs).toBeLessThan(IN_TIME_MS + calmMs);
  await expectKept(await serverOn(redis.url), pressed);
});

async function underLoad(env: Readonly<Record<string, string>>) {
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const wire = await startProxy(redis.port);
  onTestFinished(() => wire.close());
  const server = await serverOn(`redis://127.0.0.1:${wire.port}`, env);
  const bystander = token();
  expect(await isActive(server, bystander)).toBe(true);
  const pressed = press(server, bystander);
  await moreAcknowledged(pressed);
  return { redis, wire, server, bystander, pressed };
}

const serverOn = (url: string, env: Readonly<Record<string, string>> = {}): Promise<TestServer> =>
  ownServer({ env: { ...LIMITS_OFF, LOGOUTD_STORE: url, ...env } });

const readiness = async (server: TestServer): Promise<number> =>
  (await request(server, 'GET', '/readyz')).status;

async function moreAcknowledged({ acknowledged }: Pressed): Promise<void> {
  const before = acknowledged.length;
  await until('ends are acknowledged', () => acknowledged.length >= before + SOME);
}

/** Which counts have grown; the last of them is what was said most. */
function changed(before: Pressed['alive'], now: Pressed['alive']): readonly string[] {
  const grown = (of: keyof Pressed['alive']): number => now[of] - before[of];
  const all = ['active', 'presumed', 'unsaid'] as const;
  return all.filter((one) => grown(one) > 0).toSorted((one, other) => grown(one) - grown(other));
}

/** On a server that has seen nothing of it: each is ended, and stands in the log once. */
async function expectKept(server: TestServer, { acknowledged }: Pressed): Promise<void> {
  const queue = acknowledged.values();
  const alive: string[] = [];
  const ask = async (): Promise<void> => {
    for (const one of queue) if ((await verify(server, one.token)).status !== 401) alive.push(one.token);
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  expect(alive).toEqual([]);
  const told = (await wholeLog(server)).map(({ sessionId }) => sessionId);
  expect(new Set(told).size).toBe(told.length);
  expect(told.length).toBeGreaterThanOrEqual(acknowledged.length);
}

async function wholeLog(server: TestServer): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let query: Record<string, string> = { limit: '1000' }; ; ) {
    const { revocations, nextCursor, hasMore } = await readLog(server, query);
    entries.push(...revocations);
    if (!hasMore) return entries;
    query = { limit: '1000', cursor: nextCursor };
  }
}
