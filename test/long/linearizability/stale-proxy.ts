/** A cache such as nobody may put before a logoutd: now and then it gives an answer that it was given before. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kept {
  readonly status: number;
  readonly body: Buffer;
}

export interface StaleProxy {
  readonly port: number;
  /** Answers that were old. */
  readonly served: () => number;
  readonly close: () => Promise<void>;
}

/** `every`: of so many repeated questions whether a session is active, one is answered from memory; 0: none. */
export async function startStaleProxy(to: number, every: number): Promise<StaleProxy> {
  const memory = new Map<string, Kept>();
  let repeated = 0;
  let served = 0;
  const ask = async (incoming: IncomingMessage, body: Buffer): Promise<Kept> => {
    const { method, url: path, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port: to, method, path, headers });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 0, body: await bytesOf(answer) };
  };
  const server = createServer(async (incoming, outgoing) => {
    const body = await bytesOf(incoming);
    const { method, url: path, headers } = incoming;
    const question = `${method} ${path} ${headers.authorization} ${body}`;
    const isCheck = path === '/v1/verify' || path === '/v1/introspect';
    const old = isCheck ? memory.get(question) : undefined;
    if (old !== undefined) repeated += 1;
    const isStale = old !== undefined && every > 0 && repeated % every === 0;
    if (isStale) served += 1;
    const { status, body: said } = isStale ? old : await ask(incoming, body);
    // The first answer is the one that goes stale.
    if (isCheck && old === undefined) memory.set(question, { status, body: said });
    outgoing.writeHead(status, { 'Content-Length': said.length }).end(said);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    served: () => served,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
