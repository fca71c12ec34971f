/** A contract whose operation has no body does not read one. Types and sizes are in the catalogue, 48 to 50. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, gsm, SESSION_PATH, SHARED_PATH } from '../support/logouts.ts';
import { openRaw, rawRequest } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();

const bodyless = [
  { contract: 'gsm', line: `POST ${GSM_PATH}`, headers: [] },
  { contract: 'session', line: `POST ${SESSION_PATH}`, headers: [] },
  { contract: 'tenant', line: `GET ${SHARED_PATH}`, headers: [] },
  { contract: 'storefront', line: `GET ${SHARED_PATH}`, headers: ['x-store-id: store-1'] },
  { contract: 'storefront', line: `POST ${SHARED_PATH}`, headers: ['x-store-id: store-1'] },
];

describe.each(bodyless)('$contract by $line', ({ line, headers, contract }) => {
  const head = (value: string, ...more: readonly string[]): string[] => [
    `${line} HTTP/1.1`,
    'Host: localhost',
    contract === 'tenant' ? `x-token: ${value}` : `Authorization: Bearer ${value}`,
    ...headers,
    ...more,
  ];
  const mine = (): string => token({ tid: 'store-1' });

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
