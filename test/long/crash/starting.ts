/** A server that is killed before it has started. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { productionEnv } from '../../support/server.ts';

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

export async function killWhileStarting(
  folder: string,
  env: Readonly<Record<string, string>>,
  afterMs: number,
): Promise<void> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { ...productionEnv(), ...env },
    stdio: 'ignore',
  });
  const gone = once(child, 'close');
  await pause(afterMs);
  child.kill('SIGKILL');
  await gone;
}
