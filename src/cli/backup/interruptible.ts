/** A backup that Ctrl-C may end, and that then leaves no half of a copy behind. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname, extname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { removeDraft } from './draft.ts';
import type { Outcome, Task } from './worker.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** Of the package it is JavaScript, as this file is. */
const WORKER = new URL(`worker${extname(import.meta.url)}`, import.meta.url);

/** By a signal the process ends as if it did not know it, but for the draft. */
export async function backUpUnlessStopped(path: string, target: string): Promise<Outcome> {
  // By its own name alone: with that of the target it could be too long.
  const draft = join(dirname(resolve(target)), `${randomUUID()}.partial`);
  const stop = (signal: NodeJS.Signals): void => {
    removeDraft(draft);
    // With no listener left it ends at once; to leave by an exit would wait until the thread is done.
    for (const known of SIGNALS) process.removeListener(known, stop);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    const workerData: Task = { path, target, draft };
    const [outcome] = await once(new Worker(WORKER, { workerData }), 'message');
    return outcome as Outcome;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}
