/** The command line as its users run it: a process of its own, with nothing of this one's environment. */
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { lookThrough } from '../support/canaries.ts';
import { folderForTest } from '../support/folders.ts';
import { ADMIN_KEY, type TestServer } from '../support/server.ts';

export const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

type Running = ChildProcessByStdio<null, Readable, Readable>;

export function started(args: readonly string[], { cwd = folderForTest(), env = {} }: Place = {}): Running {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Longer than any test: what hangs does not outlive it for good.
    timeout: 180_000,
  });
}

/** Whatever a command says, no secret of a setting is in it. */
export async function logoutd(args: readonly string[], place: Place = {}): Promise<Ended> {
  const child = started(args, place);
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)];
  const [status] = (await once(child, 'close')) as [number];
  const ended = { status, stdout: stdout(), stderr: stderr() };
  lookThrough('the command line', withoutToken(args, ended.stdout) + ended.stderr);
  return ended;
}

/** To print one is what that command is for. */
const withoutToken = (args: readonly string[], text: string): string =>
  args[0] === 'token' ? text.replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '') : text;

export function collected(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

/** How a command finds this server, with the admin key unless another is given. */
export const at = (server: Pick<TestServer, 'url'>, key: string = ADMIN_KEY): Place => ({
  env: { LOGOUTD_URL: server.url, LOGOUTD_KEY: key },
});

/** A command that has to succeed: what it printed. */
export async function printed(server: TestServer, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await logoutd(args, at(server));
  if (status !== 0) throw new Error(`logoutd ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Likewise, of `--json`: an object for each line. */
export async function printedJson<T = Record<string, unknown>>(
  server: TestServer,
  ...args: readonly string[]
): Promise<readonly T[]> {
  const lines = (await printed(server, ...args, '--json')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as T);
}

/** Asks the control API past the command line. */
export async function api(
  { url }: Pick<TestServer, 'url'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export const register = (server: Pick<TestServer, 'url'>, session: Readonly<Record<string, unknown>>) =>
  api(server, 'POST', '/v1/sessions', session);

/** Why there is no terminal to try things in; `null` where there is. */
export const noTerminal: string | null = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
      ? null
      : 'its script is not that of util-linux';
  } catch {
    return 'it has no script(1) to make a terminal with';
  }
})();

/** In a terminal of so many columns: all that it shows. */
export async function inTerminal(
  args: readonly string[],
  { columns = 80, env = {}, cwd = folderForTest() }: Place & { readonly columns?: number } = {},
): Promise<string> {
  const command = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', `stty columns ${columns} rows 24; ${command}`, '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const shown = collected(child.stdout);
  await once(child, 'close');
  lookThrough('the terminal', shown());
  return shown().replaceAll('\r\n', '\n');
}
