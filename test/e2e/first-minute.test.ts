/** The README's lead: `npm start`, a line to paste, and the same line again. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { needsCurl } from '../support/curl.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let npm: ChildProcess;
let screen = '';

beforeAll(async () => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', LOGOUTD_STORE: 'memory:' };
  // `npm test` has set everything up; setting it up has tests of its own.
  npm = spawn('npm', ['start', '--ignore-scripts'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [npm.stdout, npm.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      screen += chunk.toString();
    });
  }
  await until('the server listens', () => screen.includes('"msg":"listening"'), 30_000);
}, 40_000);

afterAll(async () => {
  if (npm.exitCode === null) {
    npm.kill('SIGTERM');
    await once(npm, 'close');
  }
});

const lines = (): readonly string[] => [...screen.matchAll(/^ {2}(curl .*)$/gm)].map(([, line = '']) => line);
const paste = async (line: string): Promise<number> => {
  const { stdout } = await run('sh', ['-c', line]);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(stdout)?.[1]);
};

it('prints a line to paste for each of the five contracts', () => {
  const named = [...screen.matchAll(/^ {2}# (\w+)/gm)].map(([, name]) => name);
  expect(named).toEqual(['platform', 'gsm', 'tenant', 'session', 'storefront']);
  expect(lines()).toHaveLength(5);
});

it('logs out with each line pasted as it stands, and says the same to whoever pastes it again, gsm apart', async (context) => {
  needsCurl(context);
  for (const line of lines()) expect(await paste(line), line).toBe(200);
  for (const line of lines()) expect(await paste(line), line).toBe(line.includes('gsm_token') ? 401 : 200);
});

it('shows no secret', () => {
  expect(screen).not.toMatch(/jwtSecret|adminKey|checkKey/);
});
