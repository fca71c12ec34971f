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

export interface Cpu {
  /** User and system time. */
  readonly usedMicroseconds: number;
  /** Ready to run, while something else had the core. */
  readonly waitedMicroseconds: number;
}

/** Of all threads of the processes so far; `NaN` where there is no /proc. */
export function cpuOf(pids: readonly number[]): Cpu {
  if (!isLinux) return { usedMicroseconds: Number.NaN, waitedMicroseconds: Number.NaN };
  // In nanoseconds; what /proc/<pid>/stat has is in hundredths of a second.
  const threads = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((id) => readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'latin1')),
  );
  const sum = (field: number): number =>
    threads.reduce((total, text) => total + Number(text.split(' ')[field]), 0) / 1000;
  return { usedMicroseconds: sum(0), waitedMicroseconds: sum(1) };
}

/** Resident memory in MiB; `NaN` where there is no /proc. */
export function residentMiB({ pid }: ChildProcess): number {
  if (!isLinux) return Number.NaN;
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Number(kib) / 1024;
}
