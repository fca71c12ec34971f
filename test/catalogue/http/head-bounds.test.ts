/** Heads that are too many or too much. */
import { describe, expect, it } from 'vitest';
import { openRaw } from '../../support/raw.ts';
import { catalogued } from '../catalogued.ts';
import { judgedRefusal } from '../judged.ts';
import { attacked, credentialOf, doors, headOf, newSession } from './doors.ts';
import { isActive, isRefused, logsOut, stillLogsOut } from './knocking.ts';

const server = attacked();
const KIBIBYTE = 1024;
/** So short that thousands of them are no 16 KB. */
const fillers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${at.toString(36)}:`);

describe(catalogued(39), () => {
  describe.each(doors)('$name', (here) => {
    it('takes 100', async () => {
      const used = 2 + here.more.length;
      await stillLogsOut(server(), here, { more: fillers(100 - used) });
    });

    it.each([101, 200, 2001, 2500])('refuses %i: 431, and nothing ends', async (count) => {
      const session = await newSession(server());
      const used = 2 + here.more.length;
      await isRefused(server(), headOf(here, session, { more: fillers(count - used) }), 431);
      await isActive(server(), session);
      await logsOut(server(), here, session);
    });

    it('never reads the credential behind 2,001 others, nor the second of two that far apart', async () => {
      const [session, other] = [await newSession(server()), await newSession(server())];
      const behind = { credentials: fillers(2001), more: [credentialOf(here, session)] };
      await isRefused(server(), headOf(here, session, behind), 431);
      const apart = { more: [...fillers(2001), credentialOf(here, other)] };
      await isRefused(server(), headOf(here, session, apart), 431);
      await isActive(server(), session, other);
    });
  });

  it('refuses 101 of one name', async () => {
    const [here] = doors;
    if (here === undefined) return;
    const session = await newSession(server());
    const more = Array.from({ length: 101 }, () => 'x: y');
    await isRefused(server(), headOf(here, session, { more }), 431);
    await isActive(server(), session);
  });

  it('refuses what comes behind an answered request on its connection as well', async () => {
    const connection = await openRaw(server());
    connection.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect((await connection.reply()).status).toBe(200);
    connection.write(`GET /healthz HTTP/1.1\r\nHost: localhost\r\n${fillers(2001).join('\r\n')}\r\n\r\n`);
    judgedRefusal(await connection.reply(), { status: 431 });
    expect(await connection.closed()).toBe('');
  });
});

describe(catalogued(40), () => {
  describe.each(doors)('$name', (here) => {
    it.each([17, 64, 1024])('refuses %i KB in one header: 431, and nothing ends', async (kilobytes) => {
      const session = await newSession(server());
      const more = [`x-filler: ${'f'.repeat(kilobytes * KIBIBYTE)}`];
      const connection = await openRaw(server());
      connection.write(headOf(here, session, { more }));
      judgedRefusal(await connection.reply(), { status: 431 });
      await connection.closed();
      await isActive(server(), session);
      await logsOut(server(), here, session);
    });

    it('refuses 17 KB in 90 headers, in a header’s name, and in the credential', async () => {
      const session = await newSession(server());
      const many = Array.from({ length: 90 }, (_, at) => `x-${at}: ${'f'.repeat(190)}`);
      for (const changes of [
        { more: many },
        { more: [`${'n'.repeat(17 * KIBIBYTE)}: x`] },
        { credentials: [`${credentialOf(here, session)}${'x'.repeat(17 * KIBIBYTE)}`] },
        { target: `${here.target(session)}?${'q'.repeat(17 * KIBIBYTE)}` },
        { target: `/${'p'.repeat(20_000)}` },
      ]) {
        await isRefused(server(), headOf(here, session, changes), 431);
      }
      await isActive(server(), session);
    });

    it('takes 15 KB, and what was sent before a long trailer', async () => {
      await stillLogsOut(server(), here, { more: [`x-filler: ${'f'.repeat(15_000)}`] });
    });
  });

  it('does not wait for the end of a head that is too long already', async () => {
    const connection = await openRaw(server());
    connection.write(
      `POST /auth/logout HTTP/1.1\r\nHost: localhost\r\nx-endless: ${'f'.repeat(20 * KIBIBYTE)}`,
    );
    judgedRefusal(await connection.reply(), { status: 431 });
    await connection.closed();
  });
});
