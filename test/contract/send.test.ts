/** All of an answer is told, and what is no answer ends in an error. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { send } from '../../src/kit/send.ts';

/** A server that says these bytes to whoever has said anything. */
async function says(...parts: readonly string[]): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      for (const part of parts) socket.write(part, 'latin1');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const get = async (base: string, method = 'GET') => send(base, { method, target: '/' });
const OK = 'HTTP/1.1 200 OK\r\n';

test('headers come as they are, and the body without its framing', async () => {
  const seen = await get(await says(`${OK}X-A: 1\r\nx-a: 2\r\nContent-Length: 2\r\n\r\n\xc3`, '\xa4'));
  expect(seen).toMatchObject({
    status: 200,
    headers: [
      ['X-A', '1'],
      ['x-a', '2'],
      ['Content-Length', '2'],
    ],
  });
  const chunked = `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`;
  expect((await get(await says(chunked))).body.toString()).toBe('abc');
});

test.each([
  [
    'trailers',
    `${OK}Transfer-Encoding: chunked\r\n\r\n0\r\nX-Late: 1\r\n\r\n`,
    'trailer x-late is not declared',
  ],
  [
    'an interim answer',
    `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${OK}Content-Length: 0\r\n\r\n`,
    'an interim answer 103',
  ],
  [
    'a second answer',
    `${OK}Content-Length: 0\r\n\r\n${OK}Content-Length: 0\r\n\r\n`,
    '38 bytes behind the answer',
  ],
])('%s are told', async (_, answer, besides) => {
  expect((await get(await says(answer))).besides).toEqual([besides]);
});

test('HEAD with a body behind it is no answer', async () => {
  const base = await says(`${OK}Content-Length: 3\r\n\r\nabc`);
  await expect(get(base, 'HEAD')).rejects.toThrow('HEAD / had no answer (Parse Error');
});

test('100 is no news', async () => {
  const base = await says('HTTP/1.1 100 Continue\r\n\r\n', `${OK}Content-Length: 0\r\n\r\n`);
  expect((await get(base)).besides).toEqual([]);
});

test('another protocol is no answer', async () => {
  const base = await says('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
  await expect(get(base)).rejects.toThrow('GET / had no answer (it changes the protocol)');
});

test('more than 1 MiB is no answer', async () => {
  const base = await says(`${OK}Content-Length: 99999999\r\n\r\n`, 'x'.repeat(2 ** 20));
  await expect(get(base)).rejects.toThrow('more than 1048576 bytes');
});

test('what is no HTTP is no answer', async () => {
  await expect(get(await says('ICY 200 OK\r\n\r\n'))).rejects.toThrow('GET / had no answer');
});
