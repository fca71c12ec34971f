/** A worker that dies is replaced; what it had acknowledged holds, and what it had counted stays counted. */
import { renameSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isActive } from '../support/checks.ts';
import { configFile } from '../support/config-file.ts';
import { session } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { CHECK_KEY, type TestServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';
import { workersOf } from '../support/workers.ts';

const LOST = 'a worker has ended; another takes its place after the pause';
const env = { LOGOUTD_WORKERS: '2', LOGOUTD_RATE_LIMIT_SESSION: 'off' };

const lost = (server: TestServer) => server.log().filter(({ msg }) => msg === LOST);

async function metric(from: TestServer, name: string): Promise<number> {
  const { text } = await request(from, 'GET', '/metrics', { headers: bearer(CHECK_KEY) });
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** One that was killed is there until the primary has heard of it. */
async function killOne(server: TestServer): Promise<void> {
  const before = workersOf(server);
  const [victim] = before;
  if (victim === undefined) throw new Error('there is no worker');
  process.kill(victim, 'SIGKILL');
  await until('another one has come', () => {
    const now = workersOf(server);
    return now.length === before.length && !now.includes(victim);
  });
}

it('is replaced, is logged and counted, and its ends are ends', async () => {
  const server = await ownServer({ env });
  const tokens = Array.from({ length: 8 }, () => token());
  for (const one of tokens) expect((await session(server, one)).status).toBe(200);
  await killOne(server);
  for (const one of tokens) expect(await isActive(server, one)).toBe(false);
  expect(lost(server)).toMatchObject([{ signal: 'SIGKILL', pauseMs: 100 }]);
  expect(await metric(server, 'logoutd_workers_lost_total')).toBe(1);
});

it('leaves counts that never fall', async () => {
  const server = await ownServer({ env });
  for (let at = 0; at < 8; at += 1) await session(server, token());
  const before = await metric(server, 'logoutd_sessions_ended_total');
  expect(before).toBe(8);
  await killOne(server);
  expect(await metric(server, 'logoutd_sessions_ended_total')).toBe(8);
  await session(server, token());
  expect(await metric(server, 'logoutd_sessions_ended_total')).toBe(9);
});

it('is tried again, ever more slowly, while it cannot start; the others serve on', async () => {
  const path = configFile({});
  const server = await ownServer({ env: { ...env, LOGOUTD_CONFIG: path } });
  renameSync(path, `${path}.away`);
  const [victim] = workersOf(server);
  process.kill(Number(victim), 'SIGKILL');
  await until('three have been lost', () => lost(server).length >= 3);
  expect(lost(server).slice(0, 3)).toMatchObject([
    { signal: 'SIGKILL', pauseMs: 100 },
    { code: 78, pauseMs: 200 },
    { code: 78, pauseMs: 400 },
  ]);
  const mine = token();
  expect((await session(server, mine)).status).toBe(200);
  expect(await isActive(server, mine)).toBe(false);
  writeFileSync(path, '{}');
  await until('it has come back', async () => {
    for (let at = 0; at < 4; at += 1) await session(server, token());
    const serving = server.log().flatMap(({ contract, worker }) => (contract === 'session' ? [worker] : []));
    return new Set(serving.slice(-4)).size === 2;
  });
});
