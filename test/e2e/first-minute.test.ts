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
interface Pasted {
  readonly status: number;
  readonly body: unknown;
}
const paste = async (line: string): Promise<Pasted> => {
  const { stdout } = await run('sh', ['-c', line]);
  const [head = '', body = ''] = stdout.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), body: JSON.parse(body) };
};

/** What each documentation shows, in the order of the lines. */
const DOCUMENTED = [
  { message: 'Logged out successfully' },
  { success: true, message: 'Logged out successfully.', data: null },
  { data: { success: true } },
  { success: true, message: 'Sesión cerrada exitosamente', data: null },
  { message: 'Logout Success', data: { email: 'ada@example.com' } },
];
const ACTIVE_TOKEN_WANTED = { success: false, message: 'Unauthorized', errorType: 'Unauthorized' };

it('prints a line to paste for each of the five contracts', () => {
  const named = [...screen.matchAll(/^ {2}# (\w+)/gm)].map(([, name]) => name);
  expect(named).toEqual(['platform', 'gsm', 'tenant', 'session', 'storefront']);
  expect(lines()).toHaveLength(5);
});

it('logs out with each line pasted as it stands, and shows the documented answer', async (context) => {
  needsCurl(context);
  const pasted = await Promise.all(lines().map(paste));
  expect(pasted).toMatchObject(DOCUMENTED.map((body) => ({ status: 200, body })));
});

it('shows the answer of a retry to whoever pastes a line again: the same, and 401 from gsm', async (context) => {
  needsCurl(context);
  for (const [at, line] of lines().entries()) {
    await paste(line);
    const again = line.includes('gsm_token')
      ? { status: 401, body: ACTIVE_TOKEN_WANTED }
      : { status: 200, body: DOCUMENTED[at] };
    expect(await paste(line), line).toMatchObject(again);
  }
});

it('shows a table of the contracts, with method, path and credential', () => {
  const table = screen.split('\n').slice(screen.split('\n').findIndex((line) => /^ +contract/.test(line)));
  const named = table
    .slice(1, 6)
    .map((line) => /^ {2}(\w+) +(?:GET|POST)(?: or POST)? (\/\S+) +\S/.exec(line)?.[1]);
  expect(named).toEqual(['platform', 'gsm', 'tenant', 'session', 'storefront']);
});

it('shows no secret', () => {
  expect(screen).not.toMatch(/jwtSecret|adminKey|checkKey/);
});
