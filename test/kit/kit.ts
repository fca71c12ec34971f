/** The kit as its users run it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SECRET } from '../support/server.ts';

const MAIN = fileURLToPath(new URL('../../src/kit/main.ts', import.meta.url));
const token = fileURLToPath(new URL('./fixtures/token.ts', import.meta.url));

/** A token command for the servers of this suite. */
export const TOKEN_COMMAND = `SECRET='${SECRET}' '${process.execPath}' '${token}'`;

export interface Kit {
  readonly process: ChildProcess;
  /** Standard output so far. */
  printed(): string;
  readonly ended: Promise<Ended>;
}
export interface Ended {
  readonly status: number;
  readonly printed: string;
  readonly complained: string;
}

export function startKit(args: readonly string[], env: Readonly<Record<string, string>> = {}): Kit {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, complained] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  const ended = once(child, 'close').then(([status]) => ({ status: Number(status), printed, complained }));
  return { process: child, printed: () => printed, ended };
}

export const runKit = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  startKit(args, env).ended;

/** Its lines about rows of which that became. */
export const linesOf = (printed: string, kind: string): readonly string[] =>
  printed.split('\n').filter((line) => line.startsWith(`${kind} `));
