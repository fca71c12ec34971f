/** Where the lines of the log go: standard output, those of one turn of the event loop by one write. */
import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

export interface LogOutput extends DestinationStream {
  /** Writes what waits, as far as the reader takes it. */
  flush(): void;
}

/** How long to wait before a reader that takes nothing is asked again. */
const AGAIN_MS = 20;
/** How long the end of the process waits for it. */
const LAST_WORDS_MS = 1000;

/**
 * A write for each line was a twelfth of the time of a logout. By the file descriptor, not by the stream: what a
 * full pipe does not take at once, that would drop when the process ends, by an exception or not.
 *
 * @param write takes some of the bytes, and says how many; throws `EAGAIN` when it takes none for now
 */
export function logOutput(write: (bytes: Buffer) => number = toStandardOutput()): LogOutput {
  let lines = '';
  /** Of what was written before, the part that nobody has taken yet. */
  let left: Buffer = Buffer.alloc(0);
  const flush = (): void => {
    if (lines !== '')
      left = left.length === 0 ? Buffer.from(lines) : Buffer.concat([left, Buffer.from(lines)]);
    lines = '';
    while (left.length > 0) {
      const taken = attempt(write, left);
      if (taken === 0) return;
      left = left.subarray(taken);
    }
  };
  const flushLater = (): void => {
    flush();
    if (left.length > 0) setTimeout(flushLater, AGAIN_MS).unref();
  };
  process.once('exit', () => {
    const untilMs = performance.now() + LAST_WORDS_MS;
    for (flush(); left.length > 0 && performance.now() < untilMs; flush()) pause(AGAIN_MS);
  });
  return {
    write: (line) => {
      if (lines === '' && left.length === 0) setImmediate(flushLater);
      lines += line;
    },
    flush,
  };
}

/** Bytes taken. A log that nobody takes any more, or that finds no room, is no reason to end: then they are lost. */
function attempt(write: (bytes: Buffer) => number, bytes: Buffer): number {
  try {
    return write(bytes);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : bytes.length;
  }
}

function toStandardOutput(): (bytes: Buffer) => number {
  // Asked for its number, Node sees to it that a full pipe says so and does not hold up the process.
  const { fd } = process.stdout;
  return (bytes) => writeSync(fd, bytes);
}

/** Holds up the process, which is about to end. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
