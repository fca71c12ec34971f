/** A run that is to end before its time. */

/** By a signal, or since nobody reads any more. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  /** As a shell says it: 128, and the number of the signal. */
  readonly status: number;

  constructor(status: number) {
    super(`stopped with ${status}`);
    this.status = status;
  }
}

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const SIGPIPE = 141;

/** Aborts with {@link Stopped}. A second signal changes nothing: what the run has started is being stopped already. */
export function stoppedBySignals(): AbortSignal {
  const stopping = new AbortController();
  for (const [name, status] of Object.entries(signals)) {
    process.on(name, () => stopping.abort(new Stopped(status)));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      stopping.abort(new Stopped(SIGPIPE));
    });
  }
  return stopping.signal;
}

/** What the work comes to, unless the signal aborts first; then the work is left to itself. */
export async function unlessStopped<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
