/** Many requests on one connection, and a body where none belongs. */
import { describe, expect, it } from 'vitest';
import { SHARED_PATH, STORE, stateOf } from '../../support/logouts.ts';
import { openRaw } from '../../support/raw.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { catalogued } from '../catalogued.ts';
import { judged } from '../judged.ts';
import { attacked, type Door, doors, headOf, newSession } from './doors.ts';
import { endsNothing, isActive, stillLogsOut } from './knocking.ts';

const server = attacked();
const at = (index: number): Door => {
  const found = doors[index % doors.length];
  if (found === undefined) throw new Error('there are no doors');
  return found;
};

describe(catalogued(43), () => {
  it('a hundred requests in one write are answered in their order, each by its own contract', async () => {
    const sent = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => ({
        here: at(index),
        session: await newSession(server()),
      })),
    );
    const connection = await openRaw(server());
    const bytes = sent.map(({ here, session }, index) =>
      headOf(here, session, { more: [`x-request-id: ${index}`] }),
    );
    connection.write(bytes.join(''));
    for (const [index, { here, session }] of sent.entries()) {
      const asked = { method: here.method, target: here.target(session), hasStoreId: here.more.length > 0 };
      const reply = judged(
        { ...asked, status: here.status, secrets: [session.token] },
        await connection.reply(),
      );
      expect(reply.headers['x-request-id']).toBe(String(index));
      expect(await stateOf(server(), session.sessionId)).toBe('ended');
    }
    connection.end();
  });

  it('more of them than anybody waits for end the connection, and nothing else', async () => {
    const connection = await openRaw(server());
    connection.write('GET /v1/verify HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20_000));
    await connection.closed();
    await isActive(server(), await newSession(server()));
  });

  it('answers slow and quick ones, good and bad ones, in their order', async () => {
    const session = await newSession(server());
    const [platform] = doors;
    if (platform === undefined) return;
    const plain = (line: string, ...more: readonly string[]): string =>
      `${[line, 'Host: localhost', ...more].join('\r\n')}\r\n\r\n`;
    const requests: readonly (readonly [bytes: string, status: number, head?: boolean])[] = [
      [headOf(platform, session), 200],
      [plain('GET /healthz HTTP/1.1'), 200],
      [plain('HEAD /healthz HTTP/1.1'), 405, true],
      [plain('GET /unknown HTTP/1.1'), 404],
      [plain(`OPTIONS ${SHARED_PATH} HTTP/1.1`), 204],
      [plain(`PUT ${SHARED_PATH} HTTP/1.1`, 'Content-Length: 3').concat('abc'), 405],
      [plain('GET /metrics HTTP/1.1', `Authorization: Bearer ${ADMIN_KEY}`), 200],
      [plain(`POST ${SHARED_PATH} HTTP/1.1`, `x-store-id: ${STORE}`), 401],
      [headOf(platform, session, { more: ['Content-Length: 2'] }).concat('{}'), 401],
      [headOf(platform, session), 200],
    ];
    const connection = await openRaw(server());
    connection.write(requests.map(([bytes]) => bytes).join(''));
    const statuses: number[] = [];
    for (const [, , head = false] of requests) statuses.push((await connection.reply({ head })).status);
    expect(statuses).toEqual(requests.map(([, status]) => status));
    connection.end();
  });

  it('the second logout of one session in a write meets the end that the first made', async () => {
    const [, gsm] = doors;
    if (gsm === undefined) return;
    const session = await newSession(server());
    const connection = await openRaw(server());
    connection.write(headOf(gsm, session).repeat(3));
    const statuses = [await connection.reply(), await connection.reply(), await connection.reply()];
    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401]);
    connection.end();
  });

  it.each(doors)('$name: a look behind a logout, in one write, sees its end', async (here) => {
    const session = await newSession(server());
    const connection = await openRaw(server());
    const look = `GET /v1/sessions/${session.sessionId} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${ADMIN_KEY}\r\n\r\n`;
    connection.write(`${headOf(here, session)}${look}`);
    expect((await connection.reply()).status).toBe(here.status);
    expect(JSON.parse((await connection.reply()).body)).toMatchObject({ state: 'ended' });
    connection.end();
  });

  it.each([
    ['with a length', `Content-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`],
    ['in a chunk', `Transfer-Encoding: chunked\r\n\r\n30d40\r\n${'x'.repeat(200_000)}\r\n0\r\n\r\n`],
  ])('a large body that nobody reads, %s, takes no answer before it along', async (_, rest) => {
    const some = await Promise.all(Array.from({ length: 8 }, () => newSession(server())));
    const connection = await openRaw(server());
    const logouts = some.map((session, index) => headOf(at(index), session));
    connection.write(`${logouts.join('')}POST /unknown HTTP/1.1\r\nHost: localhost\r\n${rest}`);
    for (const [index] of some.entries()) expect((await connection.reply()).status).toBe(at(index).status);
    expect((await connection.reply()).status).toBe(404);
    await connection.closed();
  });

  it('only the last answer before what is no HTTP says that the connection ends', async () => {
    const some = await Promise.all(Array.from({ length: 3 }, () => newSession(server())));
    const connection = await openRaw(server());
    connection.write(`${some.map((session, index) => headOf(at(index), session)).join('')}no HTTP\r\n\r\n`);
    const said: unknown[] = [];
    for (const _ of some) said.push((await connection.reply()).headers['connection']);
    expect(said).toEqual(['keep-alive', 'keep-alive', 'close']);
    expect(await connection.closed()).toBe('');
  });

  it('a request cut in two at any byte is one request', async () => {
    for (const here of doors) {
      const session = await newSession(server());
      const bytes = headOf(here, session);
      const connection = await openRaw(server());
      for (const byte of bytes) connection.write(byte);
      expect((await connection.reply()).status).toBe(here.status);
      connection.end();
    }
  });

  it.each(doors.filter(({ method }) => method === 'GET'))('$name by GET reads no body', async (here) => {
    for (const body of ['{"scope":"all"}', 'token=none', '{']) {
      const more = ['Content-Type: application/json', `Content-Length: ${body.length}`];
      await stillLogsOut(server(), here, { more, body });
      const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      await stillLogsOut(server(), here, { more: ['Transfer-Encoding: chunked'], body: chunked });
    }
  });

  it('a body behind GET of the control API is neither read nor taken for a request', async () => {
    const control = doors.find(({ name }) => name === 'control');
    if (control === undefined) return;
    const hidden = await newSession(server());
    const inside = headOf(control, hidden);
    const body = { more: [`Content-Length: ${inside.length}`], body: inside };
    await endsNothing(server(), control, { method: 'GET', ...body, status: 200 });
    await isActive(server(), hidden);
  });
});
