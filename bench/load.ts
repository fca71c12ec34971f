/**
 * The load, in a process of its own: a fixed number of connections, each with one request under way. It is told
 * what to send by messages of its parent. It speaks just the HTTP that it needs, since every microsecond that it
 * takes more than the server would be measured as the server's.
 */
import { connect, type Socket } from 'node:net';
import { quantile } from './statistics.ts';
import { mintTokens } from './tokens.ts';

/** One round: every token once, until the time is up. */
export interface Order {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly tokens: number;
  readonly seconds: number;
  readonly connections: number;
}
export interface Report {
  /** Answers with 200. */
  readonly acknowledged: number;
  /** How many answers of each other status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

process.on('message', async (message: Order | 'go') => {
  if (message !== 'go') await prepare(message);
});

/** Minting and connecting are not measured: the round begins at `go`. */
async function prepare(order: Order): Promise<void> {
  const tokens = mintTokens(order.tokens);
  const sockets = await Promise.all(Array.from({ length: order.connections }, () => open(order.port)));
  process.send?.('ready');
  await new Promise((resolve) => process.once('message', resolve));
  const report = await run(order, tokens, sockets);
  for (const socket of sockets) socket.destroy();
  process.send?.(report);
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

async function run(order: Order, tokens: readonly string[], sockets: readonly Socket[]): Promise<Report> {
  const { method, path, port } = order;
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 0\r\nAuthorization: Bearer `;
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  let next = 0;
  let acknowledged = 0;
  const startedAt = performance.now();
  const deadline = startedAt + order.seconds * 1000;

  await Promise.all(
    sockets.map(async (socket) => {
      const answers = answersOf(socket);
      for (;;) {
        const sentAt = performance.now();
        const token = tokens[next];
        if (token === undefined || sentAt > deadline) return;
        next += 1;
        socket.write(`${head}${token}\r\n\r\n`, 'latin1');
        const status = await answers.next();
        latencies.push(performance.now() - sentAt);
        if (status === '200') acknowledged += 1;
        else refused[status] = (refused[status] ?? 0) + 1;
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  const sorted = Float64Array.from(latencies).sort();
  const latencyMs = { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
  return { acknowledged, refused, elapsedMs, latencyMs };
}

/** The status of each answer in turn, once its body is there too. A connection that ends gives `closed`. */
function answersOf(socket: Socket): { next(): Promise<string> } {
  let text = '';
  let settle: ((status: string) => void) | null = null;
  const read = (): void => {
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
    if (length === undefined) throw new Error(`an answer without Content-Length: ${text.slice(0, end)}`);
    const whole = end + 4 + Number(length);
    if (text.length < whole) return;
    const status = text.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length);
    text = text.slice(whole);
    settle?.(status);
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    read();
  });
  socket.once('close', () => settle?.('closed'));
  return {
    next: () =>
      new Promise((resolve) => {
        settle = resolve;
        if (socket.destroyed) resolve('closed');
      }),
  };
}
