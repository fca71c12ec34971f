/** One request gets one answer, whatever follows it on its connection. */
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
