/** The kit as its users run it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SECRET } from '../support/server.ts';

const MAIN = fileURLToPath(new URL('../../src/kit/main.ts', import.meta.url));
const token = fileURLToPath(new URL('./fixtures/token.ts', import.meta.url));

/** A token command for the servers of this suite. */
export const TOKEN_COMMAND = `SECRET='${SECRET}' '${process.execPath}' '${token}'`;

export async function runKit(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly printed: string; readonly complained: string }> {
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
  const [status] = await once(child, 'close');
  return { status: Number(status), printed, complained };
}
