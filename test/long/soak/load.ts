/** Sends a mix at a steady rate, whatever the answers take, and counts what came of it. */
import { connect } from 'node:net';
import type { Chance } from '../random.ts';
import { Client } from '../send.ts';
import type { Asked } from './mix.ts';

const TICK_MS = 10;
/** As many as can be under way, so that none waits here for a connection. */
const MAX_CONNECTIONS = 128;
/** Node accepts one connection a turn of its loop: on a machine that is busy with other things, more would pile up. */
const NEW_CONNECTION_PERCENT = 4;
const HUNG_UP_PERCENT = 1;

export interface Counts {
  answers: number;
  serverErrors: number;
  unexpected: number;
  failures: number;
  /** Not sent, since too many were under way. */
  heldBack: number;
}

export interface Load {
  readonly counts: Readonly<Counts>;
  /** The first few answers that were not right, in words. */
  readonly complaints: readonly string[];
  readonly byKind: ReadonlyMap<string, number>;
  /** Milliseconds of the answers since the last call, ascending. */
  takeLatencies(): readonly number[];
  /** Resolves once the last answer is there. */
  stop(): Promise<void>;
}

export function load(port: number, next: () => Asked, rate: number, random: Chance): Load {
  const client = new Client(port, MAX_CONNECTIONS);
  const counts: Counts = { answers: 0, serverErrors: 0, unexpected: 0, failures: 0, heldBack: 0 };
  const complaints: string[] = [];
  const byKind = new Map<string, number>();
  const complain = (what: string): void => {
    if (complaints.length < 20) complaints.push(what);
  };
  let latencies: number[] = [];
  let inFlight = 0;
  let sent = 0;
  const startedAtMs = performance.now();

  const ask = async (): Promise<void> => {
    const asked = next();
    const { kind, method, path, expected, answered } = asked;
    const sentAtMs = performance.now();
    try {
      const answer = await client.send(asked, random.below(100) < NEW_CONNECTION_PERCENT ? 'new' : 'kept');
      latencies.push(performance.now() - sentAtMs);
      counts.answers += 1;
      byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      if (answer.status >= 500) counts.serverErrors += 1;
      const right = typeof expected === 'function' ? expected() : expected;
      if (right.includes(answer.status)) answered?.(answer);
      else {
        counts.unexpected += 1;
        complain(
          `${kind}: ${method} ${path} gave ${answer.status}, not ${right}: ${answer.text.slice(0, 200)}`,
        );
      }
    } catch (error) {
      counts.failures += 1;
      complain(`${kind}: ${method} ${path} failed: ${(error as Error).message}`);
    }
  };

  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAtMs) / 1000) * rate);
    for (; sent < due; sent += 1) {
      if (inFlight >= MAX_CONNECTIONS) counts.heldBack += 1;
      else if (random.below(100) < HUNG_UP_PERCENT) hangUp(port, random);
      else {
        inFlight += 1;
        void ask().finally(() => {
          inFlight -= 1;
        });
      }
    }
  }, TICK_MS);

  return {
    counts,
    complaints,
    byKind,
    takeLatencies: () => {
      const taken = latencies.toSorted((a, b) => a - b);
      latencies = [];
      return taken;
    },
    stop: async () => {
      clearInterval(timer);
      while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      client.close();
    },
  };
}

/** A client that goes away: in the midst of its head, or before it has its answer. */
function hangUp(port: number, random: Chance): void {
  const whole = random.below(2) === 0;
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\n${whole ? '\r\n' : 'X-Half'}`, () =>
      whole ? socket.resetAndDestroy() : socket.end(),
    );
  });
  socket.on('error', () => {});
  socket.resume();
}
