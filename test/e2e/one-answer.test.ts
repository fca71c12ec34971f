/** One request gets one answer, whatever follows it on its connection. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { SESSION_PATH } from '../support/logouts.ts';
import { openRaw } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const head = (...more: readonly string[]): string =>
  [
    `POST ${SESSION_PATH} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${token()}`,
    ...more,
    '',
    '',
  ].join('\r\n');

describe('behind a request that was answered before its body came', () => {
  it.each([
    ['a chunk that is none', 'garbage that is no chunk\r\n'],
    ['a chunk that is too long for its size', '1\r\nxx\r\n'],
  ])('%s ends the connection without another answer', async (_, rest) => {
    const connection = await openRaw(server());
    connection.write(head('Transfer-Encoding: chunked'));
    expect((await connection.reply()).status).toBe(200);
    connection.write(rest);
    expect(await connection.closed()).toBe('');
  });
});

it('garbage behind an answered request on a connection that is kept gets a 400 of its own', async () => {
  const connection = await openRaw(server());
  connection.write(head('Content-Length: 0'));
  expect((await connection.reply()).status).toBe(200);
  connection.write('garbage\r\n\r\n');
  expect((await connection.reply()).status).toBe(400);
  await connection.closed();
});

it('bytes behind a request in the same packet do not take its answer away', async () => {
  const connection = await openRaw(server());
  connection.write(`${head()}{}`);
  expect((await connection.reply()).status).toBe(200);
  expect(await connection.closed()).toBe('');
});

it('requests that come all at once are all answered, in order', async () => {
  const connection = await openRaw(server());
  connection.write(Array.from({ length: 20 }, () => head('Content-Length: 0')).join(''));
  for (let at = 0; at < 20; at += 1) expect((await connection.reply()).status).toBe(200);
  connection.end();
});

/** So late does the client begin to read: later than a connection that ends waits for one that has its answer. */
const LATE_MS = 1500;

it.each([
  ['a little garbage', 'garbage\r\n\r\n'],
  ['more garbage than is read', 'garbage\r\n\r\n'.repeat(30_000)],
  ['a head that is too long', `POST / HTTP/1.1\r\n${'x: y\r\n'.repeat(30_000)}\r\n`],
])(
  '%s behind a request does not cut off its answer, however long that is and however slow its client',
  async (_, behind) => {
    const socket = connect({ port: server().port, host: '127.0.0.1' });
    socket.pause();
    await once(socket, 'connect');
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\n\r\n${behind}`);
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.resume();
    await once(socket, 'close');
    const answer = Buffer.concat(chunks).toString('latin1');
    const [head = ''] = answer.split('\r\n\r\n', 1);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
    expect(length).toBeGreaterThan(100_000);
    expect(answer.length).toBeGreaterThanOrEqual(head.length + 4 + length);
  },
);
