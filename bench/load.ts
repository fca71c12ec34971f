/**
 * The load, in a process of its own: a fixed number of connections, each with one request under way. It is told
 * what to send by messages of its parent. It speaks just the HTTP that it needs, since every microsecond that it
 * takes more than the server would be measured as the server's.
 */
import { connect, type Socket } from 'node:net';
import { quantile } from './statistics.ts';
import { mintTokens } from './tokens.ts';

/** What is asked of a server with each token. */
export interface Question {
  readonly method: string;
  readonly path: string;
  /** `null`: the token is the credential. Else this key is, and the token comes in a form (RFC 7662). */
  readonly key: string | null;
  /** Whether it can be asked again: the same tokens are then sent over and over, in every round. */
  readonly again: boolean;
}
/** One round, until the time is up, or every token was sent that can be sent once only. */
export interface Order extends Question {
  readonly port: number;
  readonly tokens: number;
  readonly seconds: number;
  readonly connections: number;
}
export interface Report {
  /** Answers with 200, but for those that call the token inactive. */
  readonly acknowledged: number;
  /** How many answers of each other status, or `inactive`. */
  readonly refused: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

process.on('message', async (message: Order | 'go') => {
  if (message !== 'go') await prepare(message);
});

/** Those to be sent again and again. */
let known: readonly string[] = [];

function tokensOf({ again, tokens }: Order): readonly string[] {
  if (!again) return mintTokens(tokens);
  if (known.length < tokens) known = mintTokens(tokens);
  return known;
}

/** Minting and connecting are not measured: the round begins at `go`. */
async function prepare(order: Order): Promise<void> {
  const tokens = tokensOf(order);
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
  const write = writerOf(order);
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
        const token = tokens[order.again ? next % tokens.length : next];
        if (token === undefined || sentAt > deadline) return;
        next += 1;
        socket.write(write(token), 'latin1');
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

function writerOf({ method, path, port, key }: Order): (token: string) => string {
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  const withToken = `${head}Content-Length: 0\r\nAuthorization: Bearer `;
  if (key === null) return (token) => `${withToken}${token}\r\n\r\n`;
  const withKey = `${head}Authorization: Bearer ${key}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  const name = 'token=';
  return (token) => `${withKey}Content-Length: ${name.length + token.length}\r\n\r\n${name}${token}`;
}

const INACTIVE = '{"active":false';

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
    const isInactive = text.startsWith(INACTIVE, end + 4);
    const status = isInactive ? 'inactive' : text.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length);
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
