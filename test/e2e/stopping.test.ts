/** SIGTERM: what is under way is finished, the store is closed, and the process is gone within 10 seconds. */
import { describe, expect, it } from 'vitest';
import { gsm, platform, SHARED_PATH, session } from '../support/logouts.ts';
import { openRaw } from '../support/raw.ts';
import { request } from '../support/request.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const says = (server: TestServer, msg: string) =>
  until(`the log says: ${msg}`, () => server.log().some((line) => line['msg'] === msg));

/** A logout whose body is still to come; the server waits for it. */
async function underWay(server: TestServer, mine: string) {
  const connection = await openRaw(server);
  const body = '{"scope":"current"}';
  const head = [
    `POST ${SHARED_PATH} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${mine}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  connection.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
  // Requests are read in order of arrival: once another one was answered, this one has begun.
  await request(server, 'GET', '/healthz');
  return { connection, finish: () => connection.write(body.slice(5)) };
}

describe.each(['SIGTERM', 'SIGINT'] as const)('at %s', (signal) => {
  it('a request under way is finished, and its logout is kept', async () => {
    const first = await ownServer();
    const mine = token();
    const { connection, finish } = await underWay(first, mine);
    const stopped = first.stop(signal);
    await says(first, 'stopping');
    await expect(request(first, 'GET', '/healthz')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    finish();
    const reply = await connection.reply();
    expect([reply.status, JSON.parse(reply.body)]).toStrictEqual([
      200,
      { message: 'Logged out successfully' },
    ]);
    expect(await stopped).toBe(0);
    expect(first.log().at(-1)).toMatchObject({ msg: 'stopped' });
    const second = await ownServer({ folder: first.folder });
    expect((await gsm(second, mine)).status).toBe(401);
  });

  it('a server with nothing to do is gone at once, idle connections or not', async () => {
    const server = await ownServer();
    const idle = await openRaw(server);
    idle.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect((await idle.reply()).status).toBe(200);
    const startedAt = Date.now();
    expect(await server.stop(signal)).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(3000);
  });
});

describe('a client that does not finish', () => {
  it('does not keep the server for 10 seconds', { timeout: 20_000 }, async () => {
    const server = await ownServer();
    await underWay(server, token());
    const slow = await openRaw(server);
    slow.write(`POST ${SHARED_PATH} HTTP/1.1\r\nHost: loc`);
    const startedAt = Date.now();
    expect(await server.stop()).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });
});

describe('logouts that were acknowledged', () => {
  it('under load until SIGTERM are all kept', async () => {
    const first = await ownServer();
    const acknowledged: string[] = [];
    let stopping = false;
    const client = async (logout: typeof platform): Promise<void> => {
      while (!stopping) {
        const mine = token();
        const status = await logout(first, mine).then(
          (reply) => reply.status,
          () => 0,
        );
        if (status === 200) acknowledged.push(mine);
      }
    };
    const clients = [platform, session, platform, session].map(client);
    await until('some were acknowledged', () => acknowledged.length >= 50);
    expect(await first.stop()).toBe(0);
    stopping = true;
    await Promise.all(clients);
    const second = await ownServer({ folder: first.folder });
    const statuses = await Promise.all(
      acknowledged.slice(-200).map(async (mine) => (await gsm(second, mine)).status),
    );
    expect(new Set(statuses)).toStrictEqual(new Set([401]));
  });

  it('right before kill -9 are all kept', async () => {
    const first = await ownServer();
    const tokens = Array.from({ length: 20 }, () => token());
    const replies = await Promise.all(tokens.map((mine) => session(first, mine)));
    await first.stop('SIGKILL');
    expect(new Set(replies.map(({ status }) => status))).toStrictEqual(new Set([200]));
    const second = await ownServer({ folder: first.folder });
    for (const mine of tokens) expect((await gsm(second, mine)).status).toBe(401);
  });
});

describe('readiness', () => {
  it('is 503 from the signal on, to those who are still connected', async () => {
    const server = await ownServer();
    expect((await request(server, 'GET', '/readyz')).status).toBe(200);
    const asking = await openRaw(server);
    asking.write('GET /readyz HTTP/1.1\r\nHost: local');
    await request(server, 'GET', '/healthz');
    const stopped = server.stop();
    await says(server, 'stopping');
    asking.write('host\r\n\r\n');
    expect((await asking.reply()).status).toBe(503);
    expect(await stopped).toBe(0);
  });
});
