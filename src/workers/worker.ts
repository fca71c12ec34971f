/** A worker as the primary sees it, from its start to its end. */
import cluster from 'node:cluster';
import type { ToWorker } from './messages.ts';
import { passOn } from './output.ts';

/** Whole lines that a worker has written. */
export type OnOutput = (stream: 'stdout' | 'stderr', lines: string) => void;

export class Worker {
  readonly process = cluster.fork();
  /** Once all that it has written was read, too. */
  readonly ended: Promise<WorkerEnd>;
  serves = false;

  /** @throws what Node does not tell by an event: that there is no memory for it, above all */
  constructor(onOutput: OnOutput) {
    const child = this.process.process;
    const { pid, stdout, stderr } = child;
    // Its output is its own: whether a pipe blocks is a matter of all who share it, and changes as each of them comes and goes.
    for (const [name, stream] of [
      ['stdout', stdout],
      ['stderr', stderr],
    ] as const) {
      if (stream !== null) passOn(stream, (text) => onOutput(name, text));
    }
    this.ended = new Promise((resolve) => {
      child.once('close', (code: number | null, signal: string | null) =>
        resolve({ worker: pid, code, signal }),
      );
      // Of one that is there: it could not be told something. That it has ended is told by its exit.
      this.process.on('error', (error: NodeJS.ErrnoException) => {
        if (pid === undefined) resolve({ worker: pid, code: null, signal: error.code ?? error.message });
      });
    });
  }

  tell(message: ToWorker): void {
    if (this.process.isConnected()) this.process.send(message);
  }

  kill(): void {
    this.process.process.kill('SIGKILL');
  }
}

export interface WorkerEnd {
  /** Its process id, as in the lines that it logs. */
  readonly worker: number | undefined;
  readonly code: number | null;
  /** Or why it could not be started. */
  readonly signal: string | null;
}

/** A worker has ended before it served. It has said why, on standard error. */
export class NotServing extends Error {
  readonly end: WorkerEnd;

  constructor(end: WorkerEnd) {
    super(`a worker has ended before it served (${end.signal ?? `status ${end.code}`})`);
    this.end = end;
  }
}
