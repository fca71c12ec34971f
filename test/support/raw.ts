/** A bare socket, for what a client library would tidy. */
import { connect } from 'node:net';
import { takeAnswer } from '../../src/kit/answers.ts';
import type { Seen } from '../../src/kit/send.ts';
import { until } from './until.ts';

export interface RawReply {
  readonly status: number;
  /** By lower-case name; of a name that comes twice, the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The same as it came: no header merged, no byte decoded. */
  readonly seen: Seen;
}

export interface RawConnection {
  write(bytes: string | Buffer): void;
  /** The next answer on this connection, interim ones (1xx) passed over. That to HEAD has no body, whatever its `Content-Length`. */
  reply(options?: { readonly head?: boolean; readonly deadlineMs?: number }): Promise<RawReply>;
  /** Resolves once an interim answer (1xx) has come. */
  interim(): Promise<void>;
  /** How many interim answers have come so far. */
  interims(): number;
  /** Resolves once the server has closed it, to what was left unread. */
  closed(deadlineMs?: number): Promise<string>;
  isClosed(): boolean;
  /** How many bytes the operating system has taken over. */
  sent(): number;
  /** Whether what was written is on its way, so that more can follow. */
  flushed(): boolean;
  /** Reads nothing any more: what the server sends piles up. */
  pause(): void;
  end(): void;
  /** Ends it with RST. */
  reset(): void;
}

export async function openRaw(server: { readonly port: number }): Promise<RawConnection> {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  let received = '';
  let interims = 0;
  let closed = false;
  let connected = false;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    interims += text.match(/HTTP\/1\.1 1\d\d /g)?.length ?? 0;
  });
  socket.on('connect', () => {
    connected = true;
  });
  // A reset is one way of closing; what matters is what was received before.
  socket.on('error', () => {
    closed = true;
  });
  socket.on('close', () => {
    closed = true;
  });
  await until('the connection is open', () => connected || closed);
  return {
    write: (bytes) => {
      if (!closed) socket.write(bytes);
    },
    reply: ({ head = false, deadlineMs } = {}) =>
      until(
        'an answer',
        () => {
          const taken = takeReply(received, head);
          if (taken === undefined) {
            if (closed) throw new Error(`closed without an answer: ${JSON.stringify(received)}`);
            return undefined;
          }
          received = taken.rest;
          return taken.reply;
        },
        deadlineMs,
      ),
    interim: async () => {
      await until('an interim answer', () => interims > 0);
    },
    interims: () => interims,
    closed: async (deadlineMs) => {
      await until('the server closes the connection', () => closed, deadlineMs);
      return received;
    },
    isClosed: () => closed,
    sent: () => socket.bytesWritten - socket.writableLength,
    flushed: () => socket.writableLength === 0,
    pause: () => {
      socket.pause();
    },
    end: () => socket.destroy(),
    reset: () => socket.resetAndDestroy(),
  };
}

/** The first answer in these bytes (as Latin-1), and what follows it; `undefined`: it is not whole yet. */
export function takeReply(
  text: string,
  head: boolean,
): { readonly reply: RawReply; readonly rest: string } | undefined {
  const taken = takeAnswer(text, { isHead: head, isOver: false });
  if (taken === undefined) return undefined;
  const { answer: seen, rest } = taken;
  const headers = Object.fromEntries(seen.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return { reply: { status: seen.status, headers, body: seen.body.toString(), seen }, rest };
}

/** Sends the lines as a head, and then the body as it is; resolves to the answer and closes. */
export async function rawRequest(
  server: { readonly port: number },
  lines: readonly string[],
  { body = '', head = false }: { readonly body?: string | Buffer; readonly head?: boolean } = {},
): Promise<RawReply> {
  const connection = await openRaw(server);
  connection.write(`${lines.join('\r\n')}\r\n\r\n`);
  if (body.length > 0) connection.write(body);
  try {
    return await connection.reply({ head });
  } finally {
    connection.end();
  }
}
