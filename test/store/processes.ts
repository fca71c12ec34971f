/** Other processes that use a store, and die. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));

/** Ends sessions, and is killed with SIGKILL as soon as `enough` of them are acknowledged. Gives those. */
export async function endAndBeKilled(
  path: string,
  prefix: string,
  count: number,
  enough = count,
): Promise<string[]> {
  const args = [fixture('writer'), path, prefix, String(count)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') child.kill('SIGKILL');
    else acknowledged.push(line);
    if (acknowledged.length === enough && enough < count) child.kill('SIGKILL');
  }
  await closed;
  if (child.signalCode !== 'SIGKILL') throw new Error(`the writer ended by itself: ${child.exitCode}`);
  return acknowledged;
}

export interface Opening {
  readonly code: string;
  readonly message?: string;
}

/** How the store opens for another user. The child becomes that user itself, once its sources are loaded. */
export function openAs(uid: number, path: string): Opening {
  const printed = execFileSync(process.execPath, [fixture('opener'), path, String(uid)], {
    encoding: 'utf8',
  });
  return JSON.parse(printed) as Opening;
}
