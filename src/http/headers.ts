/** Headers as they were sent: of some that come twice, Node keeps only the first in `headers`. */
import type { IncomingMessage } from 'node:http';

/** In the order and the case in which they were sent. */
export function headerNames(req: IncomingMessage): readonly string[] {
  return req.rawHeaders.filter((_, at) => at % 2 === 0);
}

/** `name` in lower case. */
export function timesSent(req: IncomingMessage, name: string): number {
  let times = 0;
  for (let at = 0; at < req.rawHeaders.length; at += 2) {
    const sent = req.rawHeaders[at];
    if (sent?.length === name.length && sent.toLowerCase() === name) times += 1;
  }
  return times;
}
