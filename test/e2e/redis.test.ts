/** The server on a Redis: its ends outlast the server, and a Redis that is gone is said, not passed over. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { expectEnded, isAlive, logOutMany } from '../long/faults/answers.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { hasRedis, type RedisServer, SAFE, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { request } from '../support/request.ts';
import { startServer, type TestServer, temporaryFolder } from '../support/server.ts';
import { refusedStart } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'canary-password-of-redis';

async function redisForTest(args: readonly string[] = SAFE): Promise<RedisServer> {
  const redis = await startRedis({ args: [...args, '--requirepass', PASSWORD], cli: ['-a', PASSWORD] });
  onTestFinished(() => redis.dispose());
  return redis;
}

async function serverOn(redis: RedisServer, env: Record<string, string> = {}): Promise<TestServer> {
  const server = await startServer({ env: { ...LIMITS_OFF, ...storeOn(redis), ...env } });
  onTestFinished(() => void server.stop('SIGKILL'));
  return server;
}

const storeOn = ({ port }: RedisServer) => ({ LOGOUTD_STORE: `redis://:${PASSWORD}@127.0.0.1:${port}` });

it('ends hold on another server of the same Redis, and while it is gone nothing is acknowledged', {
  timeout: 60_000,
}, async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const redis = await redisForTest();
  const first = await serverOn(redis);
  const second = await serverOn(redis);
  const bystander = token();
  expect(await isAlive(first, bystander)).toBe(true);
  const before = await logOutMany(first, 30);
  expect(before.failed).toEqual([]);
  await expectEnded(second, before.acknowledged);

  await redis.kill();
  expect((await logOutMany(first, 10)).acknowledged).toEqual([]);
  expect((await request(first, 'GET', '/readyz')).status).toBe(503);
  expect((await request(first, 'GET', '/healthz')).status).toBe(200);

  await redis.start();
  await until('it is ready again', async () => (await request(first, 'GET', '/readyz')).status === 200);
  await expectEnded(first, before.acknowledged);
  expect(await isAlive(first, bystander)).toBe(true);
  expect((await logOutMany(first, 10)).failed).toEqual([]);
  expect(await first.stop('SIGTERM')).toBe(0);
  expect(first.output()).toContain('refuses the connection');
  expect(first.output()).not.toContain(PASSWORD);
  expect(readdirSync(join(first.folder, 'data'))).toEqual([expect.stringMatching(/^redis-.*\.marker$/)]);
});

it('a server does not start on a Redis that may lose ends, unless it is told to', async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const redis = await redisForTest([]);
  const { status, output } = await refusedStart({ env: storeOn(redis) });
  expect(status).toBe(78);
  expect(output).toMatch(
    /^logoutd cannot start: Redis at .*Set appendonly yes.*LOGOUTD_REDIS_DURABILITY=warn/,
  );
  expect(output).not.toContain(PASSWORD);
  const server = await serverOn(redis, { LOGOUTD_REDIS_DURABILITY: 'warn' });
  expect(server.log().filter(({ level }) => level === 40)).toHaveLength(2);
});

it('a server does not start again on a Redis that was flushed', async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const redis = await redisForTest();
  const folder = temporaryFolder();
  const server = await startServer({ folder, env: storeOn(redis) });
  redis.ask('FLUSHALL');
  expect((await request(server, 'GET', '/readyz')).status).toBe(503);
  await server.stop();
  const { status, output } = await refusedStart({ folder, env: storeOn(redis) });
  expect(status).toBe(78);
  expect(output).toMatch(/there is no store, but its marker file data\/redis-.*delete data\//);
});
