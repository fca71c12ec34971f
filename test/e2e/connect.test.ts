/** CONNECT: nothing here is a proxy, and Node leaves the socket of such a request to whoever takes it. */
import { describe, expect, it } from 'vitest';
import { session } from '../support/logouts.ts';
import { openRaw } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const CONNECT = 'CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n';

describe('CONNECT', () => {
  const server = sharedServer();

  it('is refused with a bare 400, and the connection ends', async () => {
    const connection = await openRaw(server());
    connection.write(CONNECT);
    const reply = await connection.reply();
    expect([reply.status, reply.body, reply.headers['connection']]).toEqual([400, '', 'close']);
    expect(await connection.closed()).toBe('');
  });

  it.each([
    ['reset at once', false],
    ['reset once it was answered', true],
  ])('by clients that are %s leaves the server standing', async (_, answered) => {
    const connections = await Promise.all(Array.from({ length: 20 }, () => openRaw(server())));
    await Promise.all(
      connections.map(async (connection) => {
        connection.write(CONNECT);
        if (answered) await connection.reply();
        connection.reset();
      }),
    );
    for (let round = 0; round < 5; round += 1) {
      expect((await request(server(), 'GET', '/healthz')).status).toBe(200);
    }
  });

  it('behind logouts lets them be answered first', async () => {
    const connection = await openRaw(server());
    const logout = () =>
      `POST /api/auth/logout HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token()}\r\n\r\n`;
    connection.write(`${logout()}${logout()}${CONNECT}`);
    const said: unknown[] = [];
    for (let one = 0; one < 2; one += 1) {
      const { status, headers } = await connection.reply();
      said.push([status, headers['connection']]);
    }
    expect(said).toEqual([
      [200, 'keep-alive'],
      [200, 'close'],
    ]);
    await connection.closed();
  });
});

it('a client that holds on to its CONNECT does not keep a server that stops', async () => {
  const server = await ownServer();
  const held = await Promise.all(Array.from({ length: 5 }, () => openRaw(server)));
  for (const connection of held) connection.write(CONNECT);
  await Promise.all(held.map((connection) => connection.reply()));
  expect((await session(server, token())).status).toBe(200);
  const startedAt = Date.now();
  expect(await server.stop()).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(5000);
});
