/** One round: a client sends its requests, and the processor time of the server is taken meanwhile. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Core, cpuOf } from '../program.ts';
import { type ClientName, PATIENCE_SECONDS, startClient } from './client.ts';
import type { Answered, Latencies, Order } from './order.ts';

export interface Round {
  readonly acknowledged: number;
  readonly elapsedMs: number;
  readonly perSecond: number;
  /** Of the server's processor time, user and system, for one request. */
  readonly cpuMicroseconds: number;
  /** How long the server was ready to run and something else had its core, as a share of its processor time. */
  readonly disturbance: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  /** How busy the client was, from 0 to 1: near 1 it is the client that is measured. */
  readonly clientLoad: number;
}

/**
 * Rejects when an answer was not 200, did not say what it has to, or did not come.
 * @param processes of the server, and of what it stores in
 */
export async function runRound(
  { client, core }: { readonly client: ClientName; readonly core: Core },
  processes: readonly number[],
  order: Order,
): Promise<Round> {
  const child = startClient(client, core, order);
  const closed = once(child, 'close');
  if (child.stdin === null || child.stdout === null) throw new Error('a client without pipes');
  const before = cpuOf(processes);
  child.stdin.end(order.requests.join('\0'));

  let answered: Answered | null = null;
  let latencies: Latencies | null = null;
  let after = before;
  let asking: NodeJS.Timeout | undefined;
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) continue;
    const said = JSON.parse(line) as { readonly answered: Answered } | Latencies;
    if ('answered' in said) {
      answered = said.answered;
      after = cpuOf(processes);
      // wrk does not hear it before its threads run.
      asking = setInterval(() => child.kill('SIGINT'), 50);
      child.kill('SIGINT');
    } else latencies = said;
  }
  clearInterval(asking);
  const [status] = await closed;
  if (latencies === null) throw new Error(`${client} ended with ${status}; what it said stands above`);
  if (answered === null)
    throw new Error(
      `not all requests were answered within ${PATIENCE_SECONDS} s, and ${latencies.lost} connections broke`,
    );
  complain(answered, latencies);
  const usedMicroseconds = after.usedMicroseconds - before.usedMicroseconds;
  const acknowledged = answered.statuses['200'] ?? 0;
  return {
    acknowledged,
    elapsedMs: answered.elapsedMs,
    perSecond: (acknowledged / answered.elapsedMs) * 1000,
    cpuMicroseconds: usedMicroseconds / acknowledged,
    disturbance: (after.waitedMicroseconds - before.waitedMicroseconds) / usedMicroseconds,
    p50Ms: latencies.latencyMs.p50,
    p99Ms: latencies.latencyMs.p99,
    p999Ms: latencies.latencyMs.p999,
    clientLoad: answered.cpuMs / answered.elapsedMs,
  };
}

function complain({ statuses, unlike }: Answered, { lost }: Latencies): void {
  const refused = Object.entries(statuses).filter(([status]) => status !== '200');
  if (refused.length > 0) throw new Error(`not every answer was 200: ${JSON.stringify(statuses)}`);
  if (unlike > 0)
    throw new Error(`${unlike} answers did not say what they have to, as that the token is active`);
  if (lost > 0) throw new Error(`${lost} connections broke`);
  if (statuses['200'] === undefined) throw new Error('nothing was answered');
}
