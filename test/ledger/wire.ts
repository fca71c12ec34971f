/** The answers that this process has had from real servers, judged once their connection is over. */
import type { Socket } from 'node:net';
import { judge } from './declared.ts';
import { talkOf } from './exchanges.ts';

export interface WireReport {
  /** How often each thing was answered. */
  readonly answers: Readonly<Record<string, number>>;
  /** A sentence for each answer that no document declares. */
  readonly undeclared: readonly string[];
}

interface Connection {
  readonly socket: Socket;
  port: number;
  sent: string;
  received: string;
}

const ports = new Set<number>();
const open = new Set<Connection>();
const answers = new Map<string, number>();
const undeclared = new Set<string>();

/** A server of ours listens there. Others do too: mocks, keys, proxies. */
export function rememberServer(port: number): void {
  ports.add(port);
}

/** To be told of all bytes of the socket. */
export function watch(socket: Socket) {
  const connection: Connection = { socket, port: 0, sent: '', received: '' };
  open.add(connection);
  socket.once('connect', () => {
    connection.port = socket.remotePort ?? 0;
  });
  socket.once('close', () => settle(connection));
  return {
    sent: (text: string): void => {
      connection.sent += text;
    },
    received: (text: string): void => {
      connection.received += text;
    },
  };
}

function settle(connection: Connection): void {
  if (!open.delete(connection) || !ports.has(connection.port)) return;
  const { exchanges, faults: others } = talkOf(connection.sent, connection.received);
  for (const fault of others) undeclared.add(fault);
  for (const exchange of exchanges) {
    const { what, faults } = judge(exchange);
    answers.set(what, (answers.get(what) ?? 0) + 1);
    for (const fault of faults) undeclared.add(`${what}: ${fault}`);
  }
}

export function wireReport(): WireReport {
  for (const connection of open) settle(connection);
  return { answers: Object.fromEntries(answers), undeclared: [...undeclared] };
}

/** For the tests of this watch itself: what was found so far, and then no longer counts. */
export function forgetUndeclared(): readonly string[] {
  const { undeclared: found } = wireReport();
  undeclared.clear();
  return found;
}
