/** Clients that take their time. The bounds are the server's own, ten times as fast but for one. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRaw, type RawConnection } from '../../support/raw.ts';
import { ADMIN_KEY } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { catalogued } from '../catalogued.ts';
import { judgedRefusal } from '../judged.ts';
import { attackedServer } from '../tokens/served.ts';
import { attacked, type Door, doors, headOf, linesOf, newSession } from './doors.ts';
import { isActive, logsOut } from './knocking.ts';

const hurry = fileURLToPath(new URL('fixtures/hurried.ts', import.meta.url));
const hurried = attackedServer(() => ({ env: { NODE_OPTIONS: `--import=${hurry}` } }));
const unhurried = attacked();

/** Head 10 s, request 30 s, standing still 60 s (Node may look twice); looked for every second. */
const HEAD_MS = [900, 4000] as const;
const REQUEST_MS = [2900, 7000] as const;
const IDLE_MS = [5500, 18_000] as const;

/** How long the connection was open, in milliseconds; `drip` is sent again and again until it ends. */
async function openFor(connection: RawConnection, drip?: string): Promise<number> {
  const startedAt = performance.now();
  const dripping = drip === undefined ? undefined : setInterval(() => connection.write(drip), 50);
  try {
    await connection.closed(20_000);
    return performance.now() - startedAt;
  } finally {
    clearInterval(dripping);
  }
}

const expectWithin = (elapsedMs: number, [from, to]: readonly [number, number]): void => {
  expect(elapsedMs).toBeGreaterThan(from);
  expect(elapsedMs).toBeLessThan(to);
};

describe.concurrent(catalogued(44), { timeout: 30_000 }, () => {
  it('a head that is not finished within 10 seconds is 408, and the connection ends', async () => {
    const connection = await openRaw(unhurried());
    const startedAt = performance.now();
    connection.write('POST /auth/logout HTTP/1.1\r\nHost: localhost\r\nx-slow: ');
    judgedRefusal(await connection.reply({ deadlineMs: 14_000 }), { status: 408 });
    await connection.closed();
    expectWithin(performance.now() - startedAt, [9000, 14_000]);
  });

  it.each([
    ['that stands still', undefined],
    ['of one byte at a time', 'x'],
    ['of one header at a time', 'x: y\r\n'],
  ])('a head %s gains no time by it', async (_, drip) => {
    const connection = await openRaw(hurried());
    connection.write(`POST /auth/logout HTTP/1.1\r\nHost: localhost\r\n${drip === 'x' ? 'x-slow: ' : ''}`);
    expectWithin(await openFor(connection, drip), HEAD_MS);
    judgedRefusal(await connection.reply(), { status: 408 });
  });

  it.each(doors)('$name: what never sends its last line ends nothing', async (here) => {
    const session = await newSession(hurried());
    const connection = await openRaw(hurried());
    connection.write(headOf(here, session).slice(0, -2));
    expectWithin(await openFor(connection), HEAD_MS);
    await isActive(hurried(), session);
    await logsOut(hurried(), here, session).catch((error: unknown) => {
      // This server has tenant as it is documented: it marks.
      if (here.name !== 'tenant') throw error;
    });
  });

  const reading: readonly (readonly [
    string,
    (door: Door) => Promise<readonly [string, () => Promise<void>]>,
  ])[] = [
    [
      'platform',
      async (here) => {
        const session = await newSession(hurried());
        const more = ['Content-Type: application/json', 'Content-Length: 200'];
        const head = linesOf(here, session, { more }).join('\r\n');
        return [`${head}\r\n\r\n`, () => isActive(hurried(), session)];
      },
    ],
    [
      'control',
      async () => {
        const lines = ['POST /v1/sessions HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${ADMIN_KEY}`];
        const more = ['Content-Type: application/json', 'Content-Length: 200'];
        return [`${[...lines, ...more].join('\r\n')}\r\n\r\n`, async () => {}];
      },
    ],
  ];
  it.each(reading)('%s: a body that does not come within 30 seconds ends nothing', async (name, prepare) => {
    const here = doors.find((one) => one.name === name);
    if (here === undefined) throw new Error(name);
    const [head, check] = await prepare(here);
    for (const drip of [undefined, ' ']) {
      const connection = await openRaw(hurried());
      connection.write(head);
      const elapsedMs = await openFor(connection, drip);
      // A drip of one byte each twentieth of a second does not fill it either.
      expectWithin(elapsedMs, REQUEST_MS);
      judgedRefusal(await connection.reply(), { status: 408 });
      await check();
    }
  });

  it('a flood of chunk extensions ends within the same 30 seconds', async () => {
    const [platform] = doors;
    if (platform === undefined) return;
    const session = await newSession(hurried());
    const more = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const connection = await openRaw(hurried());
    connection.write(`${linesOf(platform, session, { more }).join('\r\n')}\r\n\r\n`);
    expectWithin(await openFor(connection, `1;${'e'.repeat(1000)}\r\n \r\n`), REQUEST_MS);
    await isActive(hurried(), session);
  });

  const ask = (id: string): string =>
    `GET /openapi/control.yaml HTTP/1.1\r\nHost: localhost\r\nx-request-id: ${id}\r\n\r\n`;

  it('who reads no answers is cut off once nothing has moved for 60 seconds', async () => {
    const connection = await openRaw(hurried());
    const startedAt = performance.now();
    connection.pause();
    connection.write(ask('never-read').repeat(200));
    // A socket that is not read shows no end; the log has the answer that was stuck when it is over.
    const wasStuck = /"durationMs":\d{4}[^}]*"requestId":"never-read"/;
    await until('it is cut off', () => wasStuck.test(hurried().output()), 20_000);
    expectWithin(performance.now() - startedAt, IDLE_MS);
    connection.end();
  });

  it('who reads none and sends a byte at a time gains little by it', async () => {
    const connection = await openRaw(hurried());
    connection.pause();
    connection.write(ask('stuck').repeat(200));
    expectWithin(await openFor(connection, 'x'), IDLE_MS);
  });

  it('two hundred that stand still keep nobody else waiting', async () => {
    const waiting = await Promise.all(Array.from({ length: 200 }, () => openRaw(unhurried())));
    for (const connection of waiting) connection.write('POST /auth/logout HTTP/1.1\r\nHost: lo');
    for (const here of doors) await logsOut(unhurried(), here, await newSession(unhurried()));
    for (const connection of waiting) connection.end();
  });
});
