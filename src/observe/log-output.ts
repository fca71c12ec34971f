/** Where the lines of the log go: standard output, those of one turn of the event loop by one write. */
import type { DestinationStream } from 'pino';

export interface LogOutput extends DestinationStream {
  flush(): void;
}

/**
 * A write for each line was a twelfth of the time of a logout. Nothing waits for longer than the turn, and
 * what waits when the process ends, by an exception too, is written then.
 */
export function logOutput(out: NodeJS.WritableStream = process.stdout): LogOutput {
  let lines = '';
  const flush = (): void => {
    const text = lines;
    lines = '';
    if (text !== '') out.write(text);
  };
  // A log that nobody takes any more, or that finds no room, is no reason to end.
  out.on('error', () => {});
  process.once('exit', flush);
  return {
    write: (line) => {
      if (lines === '') setImmediate(flush);
      lines += line;
    },
    flush,
  };
}
