/** A server that is told to stop under load answers every request that was sent to it before, and says when to go. */
import { expect, it } from 'vitest';
import { SESSION_PATH } from '../support/logouts.ts';
import { openRaw, type RawReply } from '../support/raw.ts';
import { startServer } from '../support/server.ts';
import { token } from '../support/tokens.ts';

const CLIENTS = 50;

const isReply = (value: unknown): value is RawReply =>
  typeof value === 'object' && value !== null && 'status' in value;

it.each([
  ['one process', {}],
  ['three workers', { LOGOUTD_WORKERS: '3' }],
])('loses no request on a connection that is kept, and ends with status 0: %s', async (_, workers) => {
  const server = await startServer({ env: { LOGOUTD_RATE_LIMIT_SESSION: 'off', ...workers } });
  let answered = 0;
  let warmClients = 0;
  let told = 0;
  let toldAtMs = Number.POSITIVE_INFINITY;
  let warm: () => void = () => {};
  const underLoad = new Promise<void>((resolve) => {
    warm = resolve;
  });

  /** Asks again and again, until an answer says that it is the last one on this connection. */
  const client = async (): Promise<string> => {
    const connection = await openRaw(server);
    for (let turn = 1; ; turn += 1) {
      const head = [`POST ${SESSION_PATH} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token()}`];
      connection.write(`${[...head, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`);
      const sentAtMs = performance.now();
      const reply = await connection.reply().catch((error: unknown) => error);
      // A connection that stood idle after the server was told is closed; what was sent before is not lost.
      if (reply instanceof Error && sentAtMs > toldAtMs) return '';
      if (!isReply(reply)) throw reply;
      expect(reply.status).toBe(200);
      answered += 1;
      // All of them, so that no connection still waits to be accepted.
      if (turn === 3) warmClients += 1;
      if (turn === 3 && warmClients === CLIENTS) warm();
      if (reply.headers['connection'] !== 'close') continue;
      told += 1;
      return connection.closed();
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  await underLoad;
  toldAtMs = performance.now();
  const stopped = server.stop('SIGTERM');
  expect(await clients).toEqual(Array.from({ length: CLIENTS }, () => ''));
  expect(await stopped).toBe(0);
  // Between two requests a connection is idle; most of them are, and are not cut off for it.
  expect(told).toBeGreaterThan(CLIENTS / 2);
  const logged = server.log().filter(({ msg, contract }) => msg === 'request' && contract !== 'control');
  expect(logged).toHaveLength(answered);
});
