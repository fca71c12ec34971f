/** Bounds in number, size and time, and what is no HTTP at all. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, gsm, session } from '../support/logouts.ts';
import { openRaw, rawRequest } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const START = `POST ${GSM_PATH} HTTP/1.1`;

const stillServes = async (): Promise<void> => {
  expect((await gsm(server(), token())).status).toBe(200);
};

describe('headers', () => {
  const withHeaders = (count: number, mine: string): string[] => [
    START,
    'Host: localhost',
    `Authorization: Bearer ${mine}`,
    ...Array.from({ length: count - 2 }, (_, at) => `x-filler-${at}: ${at}`),
  ];

  it('may be 100', async () => {
    expect((await rawRequest(server(), withHeaders(100, token()))).status).toBe(200);
  });

  it.each([101, 200, 2500])('may not be %i: 431, and nothing ends', async (count) => {
    const mine = token();
    const lines =
      count > 1000
        ? withHeaders(count, mine).map((line) => line.replace('x-filler-', 'f'))
        : withHeaders(count, mine);
    const reply = await rawRequest(server(), lines);
    expect(reply.status).toBe(431);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect((await session(server(), mine)).status).toBe(200);
  });

  it.each([17, 64, 1024])(
    'may not be %i KB together: 431, and the connection is closed',
    async (kilobytes) => {
      const connection = await openRaw(server());
      connection.write(`${START}\r\nHost: localhost\r\nx-filler: ${'f'.repeat(kilobytes * 1024)}\r\n\r\n`);
      const reply = await connection.reply();
      expect(reply.status).toBe(431);
      expect(reply.headers['cache-control']).toBe('no-store');
      await connection.closed();
      await stillServes();
    },
  );

  it('may not hide in a request target of 20 KB', async () => {
    const reply = await rawRequest(server(), [`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: localhost']);
    expect([414, 431]).toContain(reply.status);
  });
});

describe('what is no HTTP request', () => {
  const host = 'Host: localhost\r\n';
  it.each([
    ['garbage', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03garbage\r\n\r\n'],
    ['words', 'hello server\r\n\r\n'],
    ['an unknown protocol', `POST ${GSM_PATH} FTP/1.1\r\n${host}\r\n`],
    ['a header without a colon', `${START}\r\n${host}nonsense\r\n\r\n`],
    ['a space before the colon', `${START}\r\n${host}Authorization : Bearer x\r\n\r\n`],
    ['a NUL in a header', `${START}\r\n${host}x-request-id: a\0b\r\n\r\n`],
    ['a folded header', `${START}\r\n${host}Authorization: Bearer\r\n x\r\n\r\n`],
    ['two lengths', `${START}\r\n${host}Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello`],
    ['a length that is none', `${START}\r\n${host}Content-Length: -1\r\n\r\n`],
    [
      'a length and chunks',
      `${START}\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['an unknown transfer encoding', `${START}\r\n${host}Transfer-Encoding: chunked, nonsense\r\n\r\n`],
    ['no Host', `${START}\r\n\r\n`],
  ])('is 400 and closes the connection: %s', async (_, bytes) => {
    const connection = await openRaw(server());
    connection.write(Buffer.from(bytes, 'latin1'));
    const reply = await connection.reply();
    expect(reply.status).toBe(400);
    expect(reply.headers['cache-control']).toBe('no-store');
    await connection.closed();
    await stillServes();
  });

  it('smuggles no second request in a body that has two lengths', async () => {
    const mine = token();
    const hidden = `${START}\r\n${host}Authorization: Bearer ${mine}\r\n\r\n`;
    const lengths = `Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    const connection = await openRaw(server());
    connection.write(`${START}\r\n${host}${lengths}${hidden}`);
    await connection.closed();
    expect((await session(server(), mine)).status).toBe(200);
  });

  it('does not take lines that end in a bare LF for a logout', async () => {
    const mine = token();
    const connection = await openRaw(server());
    connection.write(`${START}\nHost: localhost\nAuthorization: Bearer ${mine}\n\n`);
    expect(await connection.closed()).not.toMatch(/^HTTP\/1\.1 200/);
  });
});

describe('on one connection', () => {
  it('requests that are sent together are answered in turn', async () => {
    const [one, other] = [token(), token()];
    const ask = (mine: string) => `${START}\r\nHost: localhost\r\nAuthorization: Bearer ${mine}\r\n\r\n`;
    const connection = await openRaw(server());
    connection.write(`${ask(one)}${ask(one)}${ask(other)}`);
    const statuses = [await connection.reply(), await connection.reply(), await connection.reply()];
    expect(statuses.map(({ status }) => status)).toStrictEqual([200, 401, 200]);
    connection.end();
  });

  it('garbage after a request closes it, and gets no answer that could be taken for that of the request', async () => {
    const ask = `${START}\r\nHost: localhost\r\nAuthorization: Bearer ${token()}\r\n\r\n`;
    const connection = await openRaw(server());
    connection.write(`${ask}\0garbage\r\n\r\n`);
    expect(await connection.closed()).toMatch(/^(HTTP\/1\.1 200 |$)/);
    await stillServes();
  });

  it('a client that goes away in the middle leaves a server that serves', async () => {
    const mine = token();
    const connection = await openRaw(server());
    connection.write(`${START}\r\nHost: localhost\r\nAuthorization: Bearer ${mine}\r\n\r\n`);
    connection.end();
    await stillServes();
  });
});

describe('slow clients', () => {
  // The server gives a head 10 seconds and looks every second.
  const BOUND_MS = 14_000;

  it('that do not finish their headers get 408, and the connection is closed', {
    timeout: 20_000,
  }, async () => {
    const connection = await openRaw(server());
    const startedAt = Date.now();
    connection.write(`${START}\r\nHost: localhost\r\nx-slow: `);
    const reply = await connection.reply({ deadlineMs: BOUND_MS });
    expect(reply.status).toBe(408);
    expect(reply.headers['cache-control']).toBe('no-store');
    await connection.closed();
    expect(Date.now() - startedAt).toBeLessThan(BOUND_MS);
    await stillServes();
  });

  it('that send one byte a moment gain no time by it', { timeout: 20_000 }, async () => {
    const connection = await openRaw(server());
    const drip = setInterval(() => connection.write('x'), 200);
    try {
      connection.write(`${START}\r\nHost: localhost\r\nx-slow: `);
      expect((await connection.reply({ deadlineMs: BOUND_MS })).status).toBe(408);
    } finally {
      clearInterval(drip);
      connection.end();
    }
  });
});
