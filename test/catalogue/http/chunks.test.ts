/** Chunk extensions: bytes of a body that are no body, which Node once read without end (CVE-2024-22019). */
import { describe, expect, it } from 'vitest';
import { openRaw } from '../../support/raw.ts';
import { until } from '../../support/until.ts';
import { catalogued } from '../catalogued.ts';
import { attacked, doors, linesOf, newSession, unreadDoors } from './doors.ts';
import { allThatComesBack, isActive, logsOut, stillLogsOut } from './knocking.ts';

const server = attacked();
const MEBIBYTE = 1024 * 1024;
const CHUNKED = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
const extension = (length: number): string => `;${'e'.repeat(length)}`;

describe(catalogued(42), () => {
  describe.each(doors)('$name', (here) => {
    it.each([17_000, 100_000])(
      'has enough of one extension of %i bytes, and ends the connection',
      async (length) => {
        const session = await newSession(server());
        const head = `${linesOf(here, session, { more: CHUNKED }).join('\r\n')}\r\n\r\n`;
        const answer = await allThatComesBack(server(), `${head}1${extension(length)}\r\n \r\n0\r\n\r\n`);
        expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 (?:400|${here.status}) `));
        expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
        if (!answer.startsWith(`HTTP/1.1 ${here.status}`)) await isActive(server(), session);
      },
    );

    it('has enough of one extension that never ends', async () => {
      const session = await newSession(server());
      const connection = await openRaw(server());
      connection.write(`${linesOf(here, session, { more: CHUNKED }).join('\r\n')}\r\n\r\n1;`);
      const part = 'e'.repeat(4096);
      await until('the server has had enough', () => {
        if (connection.flushed()) connection.write(part);
        return connection.isClosed();
      });
      // What the operating systems of both sides hold between them comes on top.
      expect(connection.sent()).toBeLessThan(8 * MEBIBYTE);
    });
  });

  it.each(unreadDoors)('$name answers before a thousand extensions have come', async (here) => {
    const chunk = `1${extension(2000)}\r\n \r\n`;
    await stillLogsOut(server(), here, { more: CHUNKED, body: `${chunk.repeat(1000)}0\r\n\r\n` });
  });

  it('platform refuses what is no JSON between a thousand extensions, and serves others meanwhile', async () => {
    const [here] = doors;
    if (here === undefined) return;
    const [session, other] = [await newSession(server()), await newSession(server())];
    const connection = await openRaw(server());
    connection.write(`${linesOf(here, session, { more: CHUNKED }).join('\r\n')}\r\n\r\n`);
    const chunk = `1${extension(2000)}\r\n \r\n`;
    connection.write(chunk.repeat(500));
    await logsOut(server(), here, other);
    connection.write(`${chunk.repeat(500)}0\r\n\r\n`);
    expect((await connection.reply()).status).toBe(400);
    connection.end();
    await isActive(server(), session);
  });

  it('platform reads a body through a few small ones', async () => {
    const [here] = doors;
    if (here === undefined) return;
    const body = '{"scope":"current"}';
    const chunks = [...body].map((character) => `1;a=b;c="d"\r\n${character}\r\n`).join('');
    await stillLogsOut(server(), here, { more: CHUNKED, body: `${chunks}0\r\n\r\n` });
  });
});
