/** Clients that are gone before their answer: what was asked is done or not, and everybody sees the same of it. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { control, gsm, session as sessionLogout, stateOf } from '../../support/logouts.ts';
import type { TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { catalogued } from '../catalogued.ts';
import { attacked, type Door, doors, headOf, newSession, type Session } from './doors.ts';
import { logsOut } from './knocking.ts';

const server = attacked();

/** Sends, and resets the connection (RST) as soon as `when` says. */
function reset(
  to: TestServer,
  bytes: string,
  when: 'at once' | 'once sent' | 'a little later' | 'at the first byte',
): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: to.port });
    const end = (): void => {
      socket.resetAndDestroy();
    };
    socket.on('error', () => {});
    socket.once('close', () => resolve());
    socket.once('connect', () => {
      if (when === 'at once') {
        socket.write(bytes);
        end();
        return;
      }
      socket.write(bytes, () => {
        if (when === 'once sent') end();
        if (when === 'a little later') setTimeout(end, Math.random() * 5);
      });
      if (when === 'at the first byte') socket.once('data', end);
    });
  });
}

/** Its record is what its token gets: both end, or neither does. */
async function agrees(to: TestServer, { sessionId, token }: Session): Promise<'ended' | 'active'> {
  const state = await stateOf(to, sessionId);
  expect(['active', 'ended']).toContain(state);
  const { status } = await gsm(to, token);
  expect(status, `${sessionId} is ${String(state)}`).toBe(state === 'ended' ? 401 : 200);
  expect(await stateOf(to, sessionId)).toBe('ended');
  return state as 'ended' | 'active';
}

const settled = async (to: TestServer): Promise<void> => {
  // What is under way in the server has no one who waits for it; a later write comes after all of it.
  const last = await newSession(to);
  expect((await sessionLogout(to, last.token)).status).toBe(200);
};

describe(catalogued(60), () => {
  const moments = ['at once', 'once sent', 'a little later', 'at the first byte'] as const;

  describe.each(doors)('$name', (here) => {
    it.each(moments)('24 clients that are gone %s leave sessions that are ended or not', async (when) => {
      const sessions = await Promise.all(Array.from({ length: 24 }, () => newSession(server())));
      await Promise.all(sessions.map((session) => reset(server(), headOf(here, session), when)));
      await settled(server());
      const states = await Promise.all(sessions.map((session) => agrees(server(), session)));
      if (when === 'at the first byte') expect(states).toEqual(states.map(() => 'ended'));
    });
  });

  it('200 at once, of all contracts, among others who stay: these are all answered', async () => {
    const some = (count: number): Promise<Session[]> =>
      Promise.all(Array.from({ length: count }, () => newSession(server())));
    const [going, staying] = [await some(200), await some(40)];
    const at = (index: number): Door => doors[index % doors.length] ?? (doors[0] as Door);
    await Promise.all([
      ...going.map((session, index) =>
        reset(server(), headOf(at(index), session), moments[index % moments.length] ?? 'at once'),
      ),
      ...staying.map((session, index) => logsOut(server(), at(index), session)),
    ]);
    await settled(server());
    for (const session of going) await agrees(server(), session);
  });

  it('a client that is gone in the midst of “all” leaves all of its user’s sessions or none', async () => {
    const body = '{"scope":"all"}';
    const more = ['Content-Type: application/json', `Content-Length: ${body.length}`];
    const [platform] = doors;
    if (platform === undefined) return;
    for (const when of moments) {
      const subject = `all-${when}`;
      const sessions = await Promise.all(Array.from({ length: 20 }, () => newSession(server(), subject)));
      const [first] = sessions;
      if (first === undefined) return;
      await reset(server(), `${headOf(platform, first, { more })}${body}`, when);
      await settled(server());
      const states = await Promise.all(sessions.map(({ sessionId }) => stateOf(server(), sessionId)));
      expect(new Set(states).size, `${when}: ${states.join(' ')}`).toBe(1);
    }
  });

  it('clients that are gone in the midst of registering leave a session or none', async () => {
    const sessionIds = Array.from({ length: 60 }, (_, at) => `registered-${at}`);
    const bytes = (sessionId: string): string => {
      const body = JSON.stringify({ subject: 'gone', sessionId });
      const control = doors.find(({ name }) => name === 'control') as Door;
      const more = ['Content-Type: application/json', `Content-Length: ${body.length}`];
      const changes = { method: 'POST', target: '/v1/sessions', more };
      return `${headOf(control, { sessionId, token: '' }, changes)}${body}`;
    };
    await Promise.all(
      sessionIds.map((id, at) => reset(server(), bytes(id), moments[at % moments.length] ?? 'at once')),
    );
    await settled(server());
    for (const sessionId of sessionIds) {
      const state = await stateOf(server(), sessionId);
      const again = await control(server(), 'POST', '/v1/sessions', { subject: 'gone', sessionId });
      expect(again.status).toBe(state === undefined ? 201 : 409);
    }
  });

  it('the log has a line for each, and no fault', async () => {
    const [here] = doors;
    if (here === undefined) return;
    const session = await newSession(server());
    const bytes = headOf(here, session, { more: ['x-request-id: gone-before-it'] });
    await reset(server(), bytes, 'once sent');
    await until('the log has it', () => server().output().includes('gone-before-it'));
    expect(
      server()
        .log()
        .filter(({ level }) => Number(level) >= 50),
    ).toEqual([]);
  });
});
