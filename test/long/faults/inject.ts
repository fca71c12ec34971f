/** System calls that fail, by strace: it holds on to a running server, and lets it go again. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished, type TestContext } from 'vitest';

/** Found out by doing it: a container may forbid it even where strace is installed. */
function canTrace(): boolean {
  return spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
}

const mayTrace = canTrace();

export function needsStrace(context: TestContext): void {
  if (!mayTrace) context.skip('system calls cannot be made to fail here: that needs strace, and ptrace');
}

/** How SQLite and the marker write; what goes to a pipe or a socket is `write`, and is left alone. */
export const WRITES = 'pwrite64,ftruncate,fallocate';
export const SYNCS = 'fdatasync,fsync';

export interface Injection {
  /** Lets the process go: from here on its calls succeed. */
  stop(): Promise<void>;
}

/**
 * From when it resolves these calls of the process fail. `fault` is strace's: `error=EIO`, with `:when=2+3` for the
 * second of them and every third after it, in each thread.
 */
export async function inject(pid: number, calls: string, fault: string): Promise<Injection> {
  const args = ['-f', '-p', String(pid), '-o', '/dev/null', '-e', `trace=${calls}`];
  const tracer = spawn('strace', [...args, '-e', `inject=${calls}:${fault}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(tracer, 'close');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/attached/.test(said)) resolve();
    });
    tracer.once('close', () => reject(new Error(`strace has ended: ${said}`)));
  });
  const stop = async (): Promise<void> => {
    if (tracer.exitCode === null && tracer.signalCode === null) tracer.kill('SIGTERM');
    await gone;
  };
  onTestFinished(stop);
  return { stop };
}
