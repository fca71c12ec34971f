/** A log that nobody reads any more does not keep a server that stops. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { productionEnv } from '../support/server.ts';
import { until } from '../support/until.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** With a line for each, several times what a pipe and its reader take. */
const REQUESTS = 3000;

it('ends with 0 within 10 seconds, though the pipe of its log is full', { timeout: 60_000 }, async () => {
  const env = { ...productionEnv(), LOGOUTD_STORE: 'memory:' };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const url = await until('it listens', () => /"url":"([^"]+)".*"msg":"listening"/.exec(said)?.[1]);
  child.stdout.pause();
  const port = Number(new URL(url).port);
  for (let sent = 0; sent < REQUESTS; sent += 20) {
    await Promise.all(Array.from({ length: 20 }, () => request({ port }, 'GET', '/healthz')));
  }
  const exited = once(child, 'exit');
  const startedAt = Date.now();
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});
