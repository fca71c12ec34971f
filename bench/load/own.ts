/**
 * The client where there is no wrk: `node own.ts URL -- SECONDS AGAIN [TEXT]`, as order.ts has it. It speaks just the
 * HTTP that it needs, since every microsecond that it takes more than the server would be measured as the server's.
 */
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { quantile } from '../statistics.ts';
import type { Answered, Latencies } from './order.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { connections: { type: 'string', default: '1' } },
});
const [url = '', seconds, again, mustSay] = positionals;
const { port } = new URL(url);
const isAgain = again === 'again';
const requests = (await text(process.stdin)).split('\0');
const latencies: number[] = [];
const statuses: Record<string, number> = {};
let unlike = 0;
let lost = 0;
let next = 0;

const sockets = await Promise.all(Array.from({ length: Number(values.connections) }, open));
const startedAt = performance.now();
const cpuAtStart = process.cpuUsage();
const deadline = startedAt + Number(seconds) * 1000;
await Promise.all(sockets.map(ask));
const elapsedMs = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuAtStart);
const answered: Answered = { statuses, unlike, elapsedMs, cpuMs: (cpu.user + cpu.system) / 1000 };
process.once('SIGINT', () => {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number => quantile(sorted, share);
  const said: Latencies = { latencyMs: { p50: at(0.5), p99: at(0.99), p999: at(0.999) }, lost };
  console.log(JSON.stringify(said));
  process.exit();
});
console.log(JSON.stringify({ answered }));
// Sockets keep it running until it is asked for the latencies.

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true }, () =>
      resolve(socket),
    );
    socket.once('error', reject);
  });
}

async function ask(socket: Socket): Promise<void> {
  const answers = answersOf(socket);
  for (;;) {
    const sentAt = performance.now();
    const request = requests[isAgain ? next % requests.length : next];
    if (request === undefined || sentAt > deadline) return;
    next += 1;
    socket.write(request, 'latin1');
    const answer = await answers.next();
    if (answer === null) {
      lost += 1;
      return;
    }
    latencies.push(performance.now() - sentAt);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (mustSay !== undefined && !answer.body.includes(mustSay)) unlike += 1;
  }
}

interface Answer {
  readonly status: string;
  readonly body: string;
}

/** Each answer in turn, once its body is there too; `null` when the connection has ended. */
function answersOf(socket: Socket): { next(): Promise<Answer | null> } {
  let received = '';
  let settle: ((answer: Answer | null) => void) | null = null;
  const read = (): void => {
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(received)?.[1];
    if (length === undefined)
      throw new Error(
        `The own client needs a Content-Length, and there is none in: ${received.slice(0, end)}. Install wrk.`,
      );
    const whole = end + 4 + Number(length);
    if (received.length < whole) return;
    const answer = {
      status: received.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length),
      body: received.slice(end + 4, whole),
    };
    received = received.slice(whole);
    settle?.(answer);
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    read();
  });
  socket.once('close', () => settle?.(null));
  return {
    next: () =>
      new Promise((resolve) => {
        settle = resolve;
        if (socket.destroyed) resolve(null);
      }),
  };
}
