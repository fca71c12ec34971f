/** A real HTTP server on a loopback port that serves a JWK set, or something worse. */
import type { KeyObject } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface JwksServer {
  readonly url: URL;
  /** How many requests came. */
  readonly requests: () => number;
  /** Answers with this from now on. */
  readonly serve: (answer: RequestListener | object) => void;
  readonly stop: () => Promise<void>;
  readonly restart: () => Promise<void>;
}

export const jwk = (key: KeyObject, kid?: string) => ({
  ...key.export({ format: 'jwk' }),
  ...(kid ? { kid } : {}),
});

export async function jwksServer(first: RequestListener | object): Promise<JwksServer> {
  let answer = first;
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    response.setHeader('connection', 'close');
    if (typeof answer === 'function') (answer as RequestListener)(request, response);
    else response.end(JSON.stringify(answer));
  });
  const { port } = await listen(server, 0);
  return {
    url: new URL(`http://127.0.0.1:${port}/jwks.json`),
    requests: () => requests,
    serve: (next) => {
      answer = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    restart: async () => {
      await listen(server, port);
    },
  };
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server.address() as AddressInfo));
  });
}
