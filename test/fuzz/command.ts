/** The command as a person starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** `first`: a folder whose programs are found before all others. */
export async function fuzz(
  args: readonly string[],
  first?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number | null; readonly output: string }> {
  const path = [...(first === undefined ? [] : [first]), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(process.execPath, [`${root}scripts/fuzz.ts`, ...args], {
    env: { ...process.env, ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output };
}
