/** What an address leads to that is no Redis as it was described: what is said of that, and no more than is known. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { hasRedis, SAFE, WHY_NO_REDIS } from '../../support/redis.ts';
import { serverForTest } from './bench.ts';
import { refusal } from './refusal.ts';

/** Where something listens that is no Redis: its port. */
async function listenerForTest(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => serve(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

describe('an address', () => {
  it('by rediss: of a server without TLS is refused, with what was tried', async () => {
    const server = await serverForTest();
    const started = performance.now();
    const { code, message } = await refusal(server.url.replace('redis:', 'rediss:'));
    expect(code).toBe('not-usable');
    expect(message).toMatch(
      /a TLS handshake came to nothing, and a PING without TLS was answered\. Use redis:\/\//,
    );
    expect(message).toMatch(/tls-port/);
    expect(performance.now() - started).toBeLessThan(3000);
    const guarded = await serverForTest({
      args: [...SAFE, '--requirepass', 'canary'],
      cli: ['-a', 'canary'],
    });
    expect((await refusal(guarded.url.replace('redis:', 'rediss:'))).message).toMatch(/speaks no TLS there/);
  });

  it('where nothing is answered is refused in time, and no more is claimed than that', async () => {
    const silent = await listenerForTest(() => {});
    for (const scheme of ['redis', 'rediss']) {
      const { code, message } = await refusal(`${scheme}://127.0.0.1:${silent}`);
      expect(code).toBe('away');
      expect(message).toMatch(/did not answer in time/);
      // Nothing was under way, and nobody is there who would try again.
      expect(message).not.toMatch(/TLS|under way|by itself/);
    }
  });

  it('where the connection is closed or something else answers is refused, with what to look at', async () => {
    const closing = await listenerForTest((socket) => socket.destroy());
    expect(await refusal(`redis://127.0.0.1:${closing}`)).toMatchObject({
      code: 'away',
      message: expect.stringMatching(
        /the connection to it broke\. See in its log why, and whether it is a Redis/,
      ),
    });
    const other = await listenerForTest((socket) => socket.end('HTTP/1.0 400 Bad Request\r\n\r\n'));
    expect(await refusal(`redis://127.0.0.1:${other}`)).toMatchObject({
      code: 'not-usable',
      message: expect.stringMatching(/what answers there is no Redis/),
    });
    expect((await refusal(`rediss://127.0.0.1:${other}`)).message).toMatch(/does not speak TLS there/);
  });

  it('of a database that the server lacks is refused, with the setting to change', async () => {
    const server = await serverForTest();
    const { code, message } = await refusal(`${server.url}/16`);
    expect(code).toBe('not-usable');
    expect(message).toMatch(/it has no database 16: its setting databases.* or raise databases/);
  });
});
