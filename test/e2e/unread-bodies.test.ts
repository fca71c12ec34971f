/** A contract whose operation has no body does not read one, whatever its type or size. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, gsm, SESSION_PATH, SHARED_PATH } from '../support/logouts.ts';
import { openRaw, type RawConnection, rawRequest } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const server = sharedServer();
const MEBIBYTE = 1024 * 1024;

const bodyless = [
  { contract: 'gsm', line: `POST ${GSM_PATH}`, headers: [] },
  { contract: 'session', line: `POST ${SESSION_PATH}`, headers: [] },
  { contract: 'tenant', line: `GET ${SHARED_PATH}`, headers: [] },
  { contract: 'storefront', line: `GET ${SHARED_PATH}`, headers: ['x-store-id: store-1'] },
  { contract: 'storefront', line: `POST ${SHARED_PATH}`, headers: ['x-store-id: store-1'] },
];

/** Writes for as long as the server takes it; resolves to the bytes it took until it closed the connection. */
async function flood(connection: RawConnection, part: Buffer | string): Promise<number> {
  await until('the server has had enough', () => {
    if (connection.flushed()) connection.write(part);
    return connection.isClosed();
  });
  return connection.sent();
}

describe.each(bodyless)('$contract by $line', ({ line, headers, contract }) => {
  const head = (value: string, ...more: readonly string[]): string[] => [
    `${line} HTTP/1.1`,
    'Host: localhost',
    contract === 'tenant' ? `x-token: ${value}` : `Authorization: Bearer ${value}`,
    ...headers,
    ...more,
  ];
  const mine = (): string => token({ tid: 'store-1' });

  it.each([
    ['no body, declared as JSON', 'application/json', ''],
    ['a body that is not JSON, declared as JSON', 'application/json', '{"scope":'],
    ['JSON of any form', 'application/json', '[{"scope":"all"}]'],
    ['text', 'text/plain', 'hello'],
    ['a form', 'application/x-www-form-urlencoded', 'a=b&a=c'],
    ['parts without a boundary', 'multipart/form-data', '--x'],
    ['an unknown charset', 'application/json; charset=nonsense', '{}'],
    ['a media type that is none', ';;;', '{}'],
  ])('ignores %s', async (_, type, body) => {
    const lines = head(mine(), `Content-Type: ${type}`, `Content-Length: ${body.length}`);
    expect((await rawRequest(server(), lines, { body })).status).toBe(200);
  });

  it.each(['gzip', 'br', 'nonsense'])('ignores a body that says it is encoded in %s', async (encoding) => {
    const lines = head(
      mine(),
      'Content-Type: application/json',
      `Content-Encoding: ${encoding}`,
      'Content-Length: 2',
    );
    expect((await rawRequest(server(), lines, { body: '{}' })).status).toBe(200);
  });

  it('keeps the connection after a little that it did not read', async () => {
    const connection = await openRaw(server());
    const body = 'x'.repeat(10_000);
    for (const _ of ['first', 'second']) {
      connection.write(`${head(mine(), `Content-Length: ${body.length}`).join('\r\n')}\r\n\r\n${body}`);
      expect((await connection.reply()).status).toBe(200);
    }
    expect(connection.isClosed()).toBe(false);
    connection.end();
  });

  it('answers before 10 MB have come, and closes the connection', async () => {
    const connection = await openRaw(server());
    connection.write(`${head(mine(), `Content-Length: ${10 * MEBIBYTE}`).join('\r\n')}\r\n\r\n`);
    connection.write(Buffer.alloc(10 * MEBIBYTE, 'x'));
    const reply = await connection.reply();
    expect([reply.status, reply.headers['connection']]).toStrictEqual([200, 'close']);
    await connection.closed();
  });

  it('answers before 10 MB have come in chunks, and closes the connection', async () => {
    const connection = await openRaw(server());
    connection.write(`${head(mine(), 'Transfer-Encoding: chunked').join('\r\n')}\r\n\r\n`);
    const chunk = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`);
    connection.write(Buffer.concat([...Array.from({ length: 160 }, () => chunk), Buffer.from('0\r\n\r\n')]));
    expect((await connection.reply()).status).toBe(200);
    await connection.closed();
  });

  it('answers a body that never ends, and reads only so much of it', async () => {
    const connection = await openRaw(server());
    connection.write(`${head(mine(), 'Transfer-Encoding: chunked').join('\r\n')}\r\n\r\n`);
    const reply = await connection.reply();
    expect(reply.status).toBe(200);
    // What the operating systems of both sides hold between them comes on top.
    expect(await flood(connection, `1000\r\n${'x'.repeat(0x1000)}\r\n`)).toBeLessThan(20 * MEBIBYTE);
  });

  it('answers a body that is announced and never comes', async () => {
    const connection = await openRaw(server());
    const value = mine();
    connection.write(`${head(value, 'Content-Length: 5').join('\r\n')}\r\n\r\n`);
    expect((await connection.reply()).status).toBe(200);
    connection.end();
    expect((await gsm(server(), value)).status).toBe(contract === 'tenant' ? 200 : 401);
  });

  it('answers a client that waits to be asked for its body', async () => {
    const lines = head(mine(), 'Content-Length: 5', 'Expect: 100-continue');
    expect((await rawRequest(server(), lines)).status).toBe(200);
  });
});
