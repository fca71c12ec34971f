/** Runs before every test file: watches what the file sends and receives, and judges when it is over. */
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, expect } from 'vitest';
import { type WireReport, watch, wireReport } from '../ledger/wire.ts';
import { type CanaryReport, canaryReport, lookThrough, rememberSent } from './canaries.ts';
import { removeTemporaryFolders } from './temporary-folders.ts';

declare module 'vitest' {
  interface TaskMeta {
    canaries?: CanaryReport;
    wire?: WireReport;
  }
}

/** A registration answers with a new token of the session: the one answer that is to have a secret. */
const HANDED_OUT = /"accessToken":"[^"]*"/g;

/** Of whatever client: they all end in a socket of `node:net`. */
subscribe('net.client.socket', (message) => {
  const { socket } = message as { readonly socket: Socket };
  const { push, _write, _writev } = socket;
  const wire = watch(socket);
  const sends = (text: string): void => {
    rememberSent(text);
    wire.sent(text);
  };
  // What a stream writes by, whoever calls it: `write` itself is not always asked of this very object.
  socket._write = function (this: Socket, ...parts) {
    sends(textOf(parts[0], parts[1]));
    return Reflect.apply(_write, this, parts);
  };
  if (_writev !== undefined) {
    socket._writev = function (this: Socket, ...parts) {
      sends(parts[0].map(({ chunk, encoding }) => textOf(chunk, encoding)).join(''));
      return Reflect.apply(_writev, this, parts);
    };
  }
  // A listener would change how the stream flows.
  let end = '';
  socket.push = function (this: Socket, ...parts: unknown[]): boolean {
    const received = textOf(parts[0]);
    wire.received(received);
    const text = end + received;
    lookThrough('an answer', text.replace(HANDED_OUT, ''));
    end = /[\w-]{0,60}$/.exec(text)?.[0] ?? '';
    return Reflect.apply(push, this, parts);
  };
});

/** As Latin-1, a character for each byte. */
function textOf(chunk: unknown, encoding?: BufferEncoding): string {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding).toString('latin1');
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('latin1') : '';
}

// Registered first, so that it runs after the file's own: its servers are stopped by then.
// biome-ignore lint/correctness/noEmptyPattern: vitest wants the first argument destructured.
afterAll(({}, suite) => {
  removeTemporaryFolders();
  const report = canaryReport();
  suite.file.meta.canaries = report;
  const wire = wireReport();
  suite.file.meta.wire = wire;
  expect(report.found, 'secrets where none may be').toEqual([]);
  expect(wire.undeclared, 'answers that no document declares').toEqual([]);
});
