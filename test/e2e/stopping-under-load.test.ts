/** A server that is told to stop under load answers every request that was sent to it before, and says when to go. */
import { expect, it } from 'vitest';
import { SESSION_PATH } from '../support/logouts.ts';
import { openRaw } from '../support/raw.ts';
import { startServer } from '../support/server.ts';
import { token } from '../support/tokens.ts';

const CLIENTS = 50;

it('loses no request on a connection that is kept, and ends with status 0', async () => {
  const server = await startServer({ env: { LOGOUTD_RATE_LIMIT_SESSION: 'off' } });
  let answered = 0;
  let warm: () => void = () => {};
  const underLoad = new Promise<void>((resolve) => {
    warm = resolve;
  });

  /** Asks again and again, until an answer says that it is the last one on this connection. */
  const client = async (): Promise<string> => {
    const connection = await openRaw(server);
    for (;;) {
      const head = [`POST ${SESSION_PATH} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token()}`];
      connection.write(`${[...head, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`);
      const reply = await connection.reply();
      expect(reply.status).toBe(200);
      answered += 1;
      if (answered === CLIENTS * 4) warm();
      if (reply.headers['connection'] === 'close') return connection.closed();
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  await underLoad;
  const stopped = server.stop('SIGTERM');
  expect(await clients).toEqual(Array.from({ length: CLIENTS }, () => ''));
  expect(await stopped).toBe(0);
  const logged = server.log().filter(({ msg, status }) => msg === 'request' && status === 200);
  expect(logged).toHaveLength(answered);
});
