/** A second request hidden where one reader sees a body and another a request. It is never served. */
import { describe, expect, it } from 'vitest';
import { openRaw } from '../../support/raw.ts';
import { catalogued } from '../catalogued.ts';
import { judged } from '../judged.ts';
import { attacked, doors, headOf, linesOf, newSession, unreadDoors } from './doors.ts';
import { allThatComesBack, endsNothing, isActive, isRefused, stillLogsOut } from './knocking.ts';
import { brokenChunks, chunksBrokenLater, refusedHeads, unusualFramings } from './smuggling.ts';

const server = attacked();
const answersIn = (text: string): number => text.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0;

describe(catalogued(41), () => {
  describe.each(doors)('$name', (here) => {
    const raw = (session: Parameters<typeof headOf>[1], lines: string): string =>
      `${linesOf(here, session).join('\r\n')}\r\n${lines}\r\n`;

    it.each(refusedHeads)('refuses %s, and serves nothing behind it', async (_, lines) => {
      const [session, hidden] = [await newSession(server()), await newSession(server())];
      for (const between of ['', '0\r\n\r\n', 'hello']) {
        await isRefused(server(), `${raw(session, lines)}${between}${headOf(here, hidden)}`, 400);
      }
      await isActive(server(), session, hidden);
    });

    it.each([...brokenChunks, ...chunksBrokenLater])('serves nothing behind %s', async (what, body) => {
      const [session, hidden] = [await newSession(server()), await newSession(server())];
      const head = raw(session, 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n');
      const answer = await allThatComesBack(server(), `${head}${body}${headOf(here, hidden)}`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answersIn(answer)).toBe(1);
      const mayHaveEnded = !here.readsBody && chunksBrokenLater.some(([later]) => later === what);
      await isActive(server(), hidden, ...(mayHaveEnded ? [] : [session]));
    });

    it.each(unusualFramings)('reads %s in the one way there is', async (_, lines, body) => {
      const [session, other] = [await newSession(server()), await newSession(server())];
      const connection = await openRaw(server());
      connection.write(Buffer.from(`${raw(session, lines)}${body}${headOf(here, other)}`, 'latin1'));
      for (const each of [session, other]) {
        const hasStoreId = here.more.length > 0;
        const asked = { method: here.method, target: here.target(each), hasStoreId, status: here.status };
        judged(asked, await connection.reply());
      }
      connection.end();
    });

    it.each([
      ['all lines end in a bare LF', (head: string) => head.replaceAll('\r\n', '\n')],
      ['all lines end in a bare CR', (head: string) => head.replaceAll('\r\n', '\r')],
      ['the head ends in a bare LF', (head: string) => head.replace(/\r\n$/, '\n')],
      ['the first line ends in a bare LF', (head: string) => head.replace('\r\n', '\n')],
      ['NUL stands in the target', (head: string) => head.replace(' HTTP', '\0 HTTP')],
      ['NUL stands in the method', (head: string) => `\0${head}`],
      ['the version is of another protocol', (head: string) => head.replace('HTTP/1.1', 'FTP/1.1')],
      ['the version is 1.2', (head: string) => head.replace('HTTP/1.1', 'HTTP/1.2')],
      ['the version is 2.0', (head: string) => head.replace('HTTP/1.1', 'HTTP/2.0')],
      ['the version is 0.9', (head: string) => head.replace('HTTP/1.1', 'HTTP/0.9')],
      ['there is no version', (head: string) => head.replace(' HTTP/1.1', '')],
      ['there is no Host', (head: string) => head.replace('Host: localhost\r\n', '')],
      ['Host is none', (head: string) => head.replace('Host: localhost', 'Host: a b')],
      ['Host names a user', (head: string) => head.replace('Host: localhost', 'Host: a@localhost')],
      ['the line is split by a tab', (head: string) => head.replace(' ', '\t')],
      ['it begins with a space', (head: string) => ` ${head}`],
      ['it is TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03garbage\r\n\r\n'],
      ['it is words', () => 'hello server\r\n\r\n'],
    ])('refuses a request in which %s, once', async (_, change) => {
      const [session, hidden] = [await newSession(server()), await newSession(server())];
      await isRefused(server(), `${change(headOf(here, session))}${headOf(here, hidden)}`, 400);
      await isRefused(server(), `${change(headOf(here, session))}garbage\r\n\r\n`, 400);
      await isActive(server(), session, hidden);
    });

    it('does not serve what stands behind HTTP/1.0 with chunks, nor behind a request to change protocols', async () => {
      const hidden = await newSession(server());
      for (const [version, lines] of [
        ['HTTP/1.0', 'Transfer-Encoding: chunked\r\n\r\n0\r\n'],
        ['HTTP/1.1', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n'],
        ['HTTP/1.1', 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'],
      ] as const) {
        const first = await newSession(server());
        const head = raw(first, lines).replace('HTTP/1.1', version);
        const answer = await allThatComesBack(server(), `${head}${headOf(here, hidden)}`);
        expect(answersIn(answer), answer).toBe(1);
        expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${here.status} [^]*\r\nConnection: close\r\n`));
      }
      await isActive(server(), hidden);
    });

    it('gives the answer to a whole request before a broken one, not in place of it', async () => {
      for (const broken of [
        'garbage\r\n\r\n',
        `${headOf(here, await newSession(server())).slice(0, -2)}X\0: y\r\n\r\n`,
      ]) {
        const session = await newSession(server());
        const answer = await allThatComesBack(server(), `${headOf(here, session)}${broken}`);
        expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${here.status} `));
        expect(answersIn(answer)).toBe(1);
      }
      const [session, other] = [await newSession(server()), await newSession(server())];
      const chunks = linesOf(here, other, { more: ['Transfer-Encoding: chunked'] }).join('\r\n');
      const answer = await allThatComesBack(server(), `${headOf(here, session)}${chunks}\r\n\r\nzz\r\n`);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${here.status} `));
    });
  });

  it.each(unreadDoors)('$name serves nothing of the body that it does not read', async (here) => {
    const hidden = await newSession(server());
    const inside = headOf(here, hidden);
    await stillLogsOut(server(), here, { more: [`Content-Length: ${inside.length}`], body: inside });
    const chunk = `${inside.length.toString(16)}\r\n${inside}\r\n0\r\n\r\n`;
    await stillLogsOut(server(), here, { more: ['Transfer-Encoding: chunked'], body: chunk });
    await isActive(server(), hidden);
  });

  it('platform serves nothing of a body that it refuses', async () => {
    const [here] = doors;
    if (here === undefined) return;
    const hidden = await newSession(server());
    const inside = headOf(here, hidden);
    const type = 'Content-Type: application/json';
    const length = `Content-Length: ${inside.length}`;
    await endsNothing(server(), here, { more: [type, length], body: inside, status: 400 });
    await isActive(server(), hidden);
  });
});
