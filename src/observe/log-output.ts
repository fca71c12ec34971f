/** Where the lines of the log go: standard output, those of one turn of the event loop by one write. */
import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

export interface LogOutput extends DestinationStream {
  /** Writes what waits, as far as the reader takes it. */
  flush(): void;
  /** Who is told, once there is room again, how many lines had none. */
  onLost: (lines: number) => void;
}

/** What waits for a reader that takes nothing: more of it is lost, so that a log that stands still does not fill the memory. */
export const MOST_WAITING_BYTES = 16 * 2 ** 20;
/** How long to wait before a reader that takes nothing is asked again: at first, and at most. */
const AGAIN_MS = { first: 1, most: 20 };
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
  /** Of the lines, as far as others wait before them. */
  let lineBytes = 0;
  const waiting = new Waiting();
  let lost = 0;
  let againMs = AGAIN_MS.first;
  const flush = (): void => {
    waiting.add(lines);
    lines = '';
    lineBytes = 0;
    while (waiting.first !== undefined) {
      const taken = attempt(write, waiting.first);
      if (taken === 0) break;
      againMs = AGAIN_MS.first;
      waiting.remove(taken);
    }
    if (lost > 0 && waiting.bytes <= MOST_WAITING_BYTES / 2) tell();
  };
  /** In its place: behind what was kept, before what comes next. */
  const tell = (): void => {
    const told = lost;
    lost = 0;
    output.onLost(told);
  };
  const flushLater = (): void => {
    flush();
    if (waiting.bytes > 0) setTimeout(flushLater, nextPauseMs()).unref();
  };
  const nextPauseMs = (): number => {
    const pauseMs = againMs;
    againMs = Math.min(2 * againMs, AGAIN_MS.most);
    return pauseMs;
  };
  process.once('exit', () => {
    const untilMs = performance.now() + LAST_WORDS_MS;
    for (flush(); waiting.bytes + lines.length > 0 && performance.now() < untilMs; flush()) {
      if (waiting.bytes > 0) pause(nextPauseMs());
    }
    if (lost > 0) tell();
    flush();
  });
  const output: LogOutput = {
    write: (text) => {
      if (waiting.bytes > 0) {
        const bytes = Buffer.byteLength(text);
        if (lost > 0 || waiting.bytes + lineBytes + bytes > MOST_WAITING_BYTES) {
          lost += linesIn(text);
          return;
        }
        lineBytes += bytes;
      } else if (lines === '') setImmediate(flushLater);
      lines += text;
    },
    flush,
    onLost: () => undefined,
  };
  return output;
}

/** What nobody has taken yet. */
class Waiting {
  readonly #pieces: Buffer[] = [];
  bytes = 0;

  get first(): Buffer | undefined {
    return this.#pieces[0];
  }

  add(text: string): void {
    if (text === '') return;
    const piece = Buffer.from(text);
    this.#pieces.push(piece);
    this.bytes += piece.length;
  }

  /** From the first. */
  remove(bytes: number): void {
    const [first] = this.#pieces;
    if (first === undefined) return;
    this.bytes -= bytes;
    if (bytes < first.length) this.#pieces[0] = first.subarray(bytes);
    else this.#pieces.shift();
  }
}

/** Several come at once from a worker. */
function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
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
