/** A client that waits to be asked for its body is asked only where the body is read. */
import { expect, it } from 'vitest';
import { SESSION_PATH, SHARED_PATH } from '../support/logouts.ts';
import { openRaw } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const BODY = '{"scope":"current"}';

async function waiting(path: string, value: string, version = '1.1', length = BODY.length) {
  const connection = await openRaw(server());
  const head = [
    `POST ${path} HTTP/${version}`,
    'Host: localhost',
    `Authorization: Bearer ${value}`,
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    'Expect: 100-continue',
  ];
  connection.write(`${head.join('\r\n')}\r\n\r\n`);
  return connection;
}

it('platform asks for it, and answers once it has come', async () => {
  const connection = await waiting(SHARED_PATH, token());
  await connection.interim();
  connection.write(BODY);
  expect((await connection.reply()).status).toBe(200);
  connection.end();
});

it('platform does not ask a client whose token is not valid', async () => {
  const connection = await waiting(SHARED_PATH, 'no-token');
  const reply = await connection.reply();
  expect([reply.status, reply.headers['connection']]).toEqual([401, 'close']);
  expect(connection.interims()).toBe(0);
  await connection.closed();
});

it('a contract that reads no body answers at once', async () => {
  const connection = await waiting(SESSION_PATH, token());
  const reply = await connection.reply();
  expect([reply.status, reply.headers['connection']]).toEqual([200, 'close']);
  expect(connection.interims()).toBe(0);
  await connection.closed();
});

it('platform does not ask for what is too long, nor for what is not there', async () => {
  for (const [length, status] of [
    [1_000_000, 400],
    [0, 200],
  ] as const) {
    const connection = await waiting(SHARED_PATH, token(), '1.1', length);
    expect((await connection.reply()).status).toBe(status);
    expect(connection.interims()).toBe(0);
    connection.end();
  }
});

it('nobody asks a client that speaks HTTP/1.0', async () => {
  const connection = await waiting(SHARED_PATH, token(), '1.0');
  connection.write(BODY);
  expect((await connection.reply()).status).toBe(200);
  expect(connection.interims()).toBe(0);
  await connection.closed();
});
