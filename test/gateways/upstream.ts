/** The app behind a gateway: it takes whatever arrives, and remembers it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  readonly method: string;
  readonly target: string;
  /** As they came: names in their case, repeated ones as often as they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface Upstream {
  readonly port: number;
  /** In the order of their arrival, without those that were taken before. */
  take(): readonly Arrived[];
  stop(): Promise<void>;
}

export async function startUpstream(): Promise<Upstream> {
  let arrived: Arrived[] = [];
  const server = createServer((req, res) => {
    const { method = '', url = '', rawHeaders } = req;
    const headers = rawHeaders.flatMap((name, at): [string, string][] =>
      at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
    );
    // Noted on its arrival: what has a head has got through, whatever becomes of its body.
    const at = arrived.push({ method, target: url, headers, body: '' }) - 1;
    const all = arrived;
    let body = '';
    req.setEncoding('latin1').on('data', (text: string) => {
      body += text;
    });
    req.on('end', () => {
      all[at] = { method, target: url, headers, body };
      const text = 'through';
      res.writeHead(200, { 'Content-Length': text.length }).end(method === 'HEAD' ? undefined : text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    take: () => {
      const taken = arrived;
      arrived = [];
      return taken;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What could be taken for an identity header, by name as the most careless reader has it; empty ones say nothing. */
export function identityIn({ headers }: Arrived): readonly (readonly [name: string, value: string])[] {
  return headers
    .map(([name, value]) => [name.toLowerCase().replace(/[^a-z0-9]/g, '-'), value] as const)
    .filter(([name, value]) => name.startsWith('x-session-') && value !== '')
    .toSorted(([one], [other]) => one.localeCompare(other));
}

/** What it is for a live session of the issuer `default`. */
export const identity = (sid: string, sub = 'ada', tid?: string) => [
  ['x-session-id', sid],
  ['x-session-issuer', 'default'],
  ['x-session-subject', encodeURIComponent(sub)],
  ...(tid === undefined ? [] : [['x-session-tenant', tid]]),
];
