/** From `npm start` to the first answer, after a clean stop and after none, with the file in the machine's memory or not. */
import { spawnSync } from 'node:child_process';
import { databaseIn } from '../logoutd.ts';
import { startOnce } from '../modes/start.ts';
import { type Spread, spreadOf } from '../statistics.ts';

/** How it was ended before. */
export type Before = 'stopped' | 'killed';
export interface Start {
  readonly before: Before;
  /** Whether the system had dropped what it kept of the database. */
  readonly isCold: boolean;
  readonly ms: Spread;
}

const signals = { stopped: 'SIGTERM', killed: 'SIGKILL' } as const;

/** So many of each kind. Leaves the store as a clean stop does. */
export async function startsOf(folder: string, times: number): Promise<readonly Start[]> {
  const starts: Start[] = [];
  for (const before of ['stopped', 'killed'] as const) {
    // Not measured: it fills the compile cache, and ends as those to be measured have to find it.
    await startOnce(folder, signals[before]);
    // Cold first: what it then reads, the others find.
    for (const isCold of [true, false]) {
      const figuresMs: number[] = [];
      while (figuresMs.length < times && (!isCold || isDropped(databaseIn(folder)))) {
        figuresMs.push(await startOnce(folder, signals[before]));
      }
      if (figuresMs.length > 0) starts.push({ before, isCold, ms: spreadOf(figuresMs) });
    }
  }
  await startOnce(folder, 'SIGTERM');
  return starts;
}

/** `false`: this system's dd cannot do it. */
const isDropped = (file: string): boolean =>
  spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']).status === 0;
