/** What a worker writes, a line at a time, so that those of several do not run into each other. */
import type { Readable } from 'node:stream';

/** @param write is given one or more whole lines; of what ends without a line's end, that too */
export function passOn(stream: Readable, write: (lines: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) write(rest + text.slice(0, end));
    rest = end > 0 ? text.slice(end) : rest + text;
  });
  stream.once('end', () => {
    if (rest !== '') write(`${rest}\n`);
  });
}
