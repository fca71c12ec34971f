/** A request as it is, by `node:http`: nothing is added, followed or retried. */
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => unknown;
  /** All `Set-Cookie` lines. */
  readonly cookies: readonly string[];
}

export interface RequestParts {
  readonly headers?: OutgoingHttpHeaders;
  /** An object is sent as JSON with its media type; a string as it is, with none but yours. */
  readonly body?: string | Buffer | object;
}

/** On a connection of its own. */
export function request(
  server: { readonly port: number },
  method: string,
  path: string,
  { headers = {}, body }: RequestParts = {},
): Promise<Reply> {
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  const payload = isJson ? JSON.stringify(body) : body;
  const typed = isJson ? { 'Content-Type': 'application/json', ...headers } : headers;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port: server.port, method, path, headers: typed, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            json: () => JSON.parse(text) as unknown,
            cookies: incoming.headers['set-cookie'] ?? [],
          });
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(payload);
  });
}
