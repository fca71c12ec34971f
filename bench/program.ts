/** Programs under measurement: started, kept to one core where that can be done, watched from outside. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Servers on the first core, their load on the second, where there is a taskset and more than one core. */
const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;
/** `any`: what has several processes is not kept to one core, and neither is its load. */
export type Core = 0 | 1 | 'any';
export const pinning = canPin ? 'servers on core 0, load on core 1' : 'none';

/** `taskset` becomes the program, so the process id is the program's own. */
export function spawnOn(core: Core, command: readonly string[], options: SpawnOptions): ChildProcess {
  const [program = '', ...args] =
    canPin && core !== 'any' ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(program, args, options);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`a program under measurement ended with ${code}`);
}

const isLinux = process.platform === 'linux';

/** The process and those that it has started. */
export function familyOf({ pid }: ChildProcess): readonly number[] {
  if (pid === undefined) return [];
  if (!isLinux) return [pid];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ');
  return [pid, ...children.filter((one) => one !== '').map(Number)];
}

/** User and system time of all the process's threads so far; `NaN` where there is no /proc. */
export function cpuMicroseconds(pid: number | undefined): number {
  if (!isLinux) return Number.NaN;
  // The first figure of schedstat is in nanoseconds; that of stat is in hundredths of a second.
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((id) => readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'latin1'));
  return times.reduce((sum, text) => sum + Number(text.split(' ', 1)[0]), 0) / 1000;
}

/** Resident memory in MiB; `NaN` where there is no /proc. */
export function residentMiB({ pid }: ChildProcess): number {
  if (!isLinux) return Number.NaN;
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Number(kib) / 1024;
}
