/** One question to logoutd, with the credentials of a request as they came. */
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What logoutd judges by: credentials, and what tells the site's own cookies from those of another site's page. */
const FORWARDED = new Set(['authorization', 'cookie', 'x-token', 'origin', 'sec-fetch-site', 'host']);
/** Its answers are far smaller. */
const MAX_BODY_BYTES = 64 * 1024;

/** Never rejects: `null` where there was no answer, or not within the time. */
export function asker(url: URL, timeoutMs: number): (req: IncomingMessage) => Promise<Answer | null> {
  const isTls = url.protocol === 'https:';
  const send = isTls ? tlsRequest : request;
  const agent = isTls ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  // The Host that is sent is the client's, and the certificate is logoutd's.
  const named = isTls && isIP(url.hostname.replace(/[[\]]/g, '')) === 0 ? { servername: url.hostname } : {};

  const once = (headers: readonly string[], signal: AbortSignal): Promise<Answer | 'stale'> =>
    new Promise((resolve, reject) => {
      const asked = send(url, { agent, headers, signal, ...named }, (incoming) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        incoming.on('data', (chunk: Buffer) => {
          bytes += chunk.byteLength;
          if (bytes > MAX_BODY_BYTES) incoming.destroy(new Error('too long an answer'));
          else chunks.push(chunk);
        });
        incoming.once('error', reject);
        incoming.once('end', () => {
          const { statusCode = 0, headers: said } = incoming;
          resolve({ status: statusCode, headers: said, body: Buffer.concat(chunks) });
        });
      });
      asked.once('error', (error: NodeJS.ErrnoException) => {
        // logoutd may close a connection that is kept just as the question is sent.
        if (asked.reusedSocket && error.code === 'ECONNRESET') resolve('stale');
        else reject(error);
      });
      // A 101 is no response to Node, and without this ends in silence.
      asked.once('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Error('no answer but another protocol'));
      });
      asked.once('close', () => reject(new Error('closed without an answer')));
      asked.end();
    });

  return async (req) => {
    const headers = forwarded(req);
    // Only HTTP/1.0 may do without.
    if (req.headers.host === undefined) headers.push('Host', url.host);
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      for (;;) {
        const answer = await once(headers, signal);
        if (answer !== 'stale') return answer;
      }
    } catch {
      return null;
    }
  };
}

/** As they came: one that was sent twice goes twice, and logoutd refuses what could be read in two ways. */
function forwarded({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_, at) => FORWARDED.has((rawHeaders[at - (at % 2)] ?? '').toLowerCase()));
}
