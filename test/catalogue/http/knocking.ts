/** Bytes sent to a door over a bare socket, the answer judged, and what became of the session. */
import { expect } from 'vitest';
import { stateOf } from '../../support/logouts.ts';
import { openRaw, type RawReply } from '../../support/raw.ts';
import { ADMIN_KEY, type TestServer } from '../../support/server.ts';
import { judged, judgedRefusal } from '../judged.ts';
import { type Changes, type Door, linesOf, newSession, type Session } from './doors.ts';

export interface Knock extends Changes {
  readonly body?: string | Buffer;
  /** Right here; any declared one unless given. */
  readonly status?: number | readonly number[];
  /** Beside the credential. */
  readonly secrets?: readonly string[];
}

/** Sends the door's request, changed as told, in Latin-1; resolves to its answer, which is as it must be. */
export async function knock(
  server: TestServer,
  door: Door,
  session: Session,
  { body = '', status, secrets = [], ...changes }: Knock = {},
): Promise<RawReply> {
  const { method = door.method, target = door.target(session) } = changes;
  const lines = linesOf(door, session, changes);
  const connection = await openRaw(server);
  connection.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
  if (body.length > 0) connection.write(body);
  const reply = await connection.reply({ head: method === 'HEAD' });
  connection.end();
  const hasStoreId = lines.some((line) => /^x-store-id:/i.test(line));
  return judged(
    {
      method,
      target,
      hasStoreId,
      secrets: [session.token, ADMIN_KEY, ...secrets],
      ...(status === undefined ? {} : { status }),
    },
    reply,
  );
}

/** The door's own, documented request does what it should: the session was alive until now. */
export async function logsOut(server: TestServer, door: Door, session: Session): Promise<void> {
  await knock(server, door, session, { status: door.status });
  await isEnded(server, session);
}

export async function isActive(server: TestServer, ...sessions: readonly Session[]): Promise<void> {
  const states = await Promise.all(sessions.map(({ sessionId }) => stateOf(server, sessionId)));
  expect(states, 'the sessions live').toEqual(sessions.map(() => 'active'));
}

export async function isEnded(server: TestServer, ...sessions: readonly Session[]): Promise<void> {
  for (const { sessionId } of sessions) expect(await stateOf(server, sessionId)).toBe('ended');
}

/** Is answered so, and leaves a session that can still log out by the same door. */
export async function endsNothing(server: TestServer, door: Door, changes: Knock): Promise<RawReply> {
  const session = await newSession(server);
  const reply = await knock(server, door, session, changes);
  await isActive(server, session);
  await logsOut(server, door, session);
  return reply;
}

/** Ends the session all the same. */
export async function stillLogsOut(server: TestServer, door: Door, changes: Knock): Promise<RawReply> {
  const session = await newSession(server);
  const reply = await knock(server, door, session, { status: door.status, ...changes });
  await isEnded(server, session);
  return reply;
}

/** Everything that comes back for these bytes until the server closes the connection. */
export async function allThatComesBack(
  server: TestServer,
  bytes: string | Buffer,
  deadlineMs?: number,
): Promise<string> {
  const connection = await openRaw(server);
  connection.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return connection.closed(deadlineMs);
}

/** The bytes get one bare refusal, and then the connection ends. */
export async function isRefused(
  server: TestServer,
  bytes: string | Buffer,
  status: number,
): Promise<RawReply> {
  const connection = await openRaw(server);
  connection.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  const reply = judgedRefusal(await connection.reply(), { status, secrets: [ADMIN_KEY] });
  expect(await connection.closed(), 'nothing but one refusal').toBe('');
  return reply;
}
