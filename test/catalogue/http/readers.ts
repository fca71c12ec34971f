/** The operations that read a body: what a good one does, and how to see that a bad one did nothing. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { control, SHARED_PATH, stateOf } from '../../support/logouts.ts';
import { openRaw, type RawReply } from '../../support/raw.ts';
import { ADMIN_KEY, type TestServer } from '../../support/server.ts';
import { judged } from '../judged.ts';
import { newSession } from './doors.ts';
import { isActive } from './knocking.ts';

interface Prepared {
  readonly method: string;
  readonly target: string;
  readonly credential: string;
  /** A good body. */
  readonly good: Readonly<Record<string, unknown>>;
  /** The status of a good one. */
  readonly status: number;
  /** That nothing has happened. */
  readonly untouched: () => Promise<void>;
}

export interface Reader {
  readonly name: string;
  readonly prepare: (server: TestServer) => Promise<Prepared>;
}

const put =
  (path: string, good: Prepared['good']) =>
  async (server: TestServer): Promise<Prepared> => {
    const target = `${path}${randomUUID()}`;
    return {
      method: 'PUT',
      target,
      credential: ADMIN_KEY,
      good,
      status: 201,
      untouched: async () => expect((await control(server, 'GET', target)).status).toBe(404),
    };
  };

export const platform: Reader = {
  name: 'platform',
  prepare: async (server) => {
    const subject = randomUUID();
    const [mine, other] = [await newSession(server, subject), await newSession(server, subject)];
    return {
      method: 'POST',
      target: SHARED_PATH,
      credential: mine.token,
      good: { scope: 'all', reason: 'Lost phone' },
      status: 200,
      untouched: () => isActive(server, mine, other),
    };
  },
};

export const registration: Reader = {
  name: 'registerSession',
  prepare: async (server) => {
    const sessionId = randomUUID();
    return {
      method: 'POST',
      target: '/v1/sessions',
      credential: ADMIN_KEY,
      good: { subject: sessionId, sessionId },
      status: 201,
      untouched: async () => expect(await stateOf(server, sessionId)).toBeUndefined(),
    };
  },
};

export const readers: readonly Reader[] = [
  platform,
  registration,
  { name: 'replaceAccount', prepare: put('/v1/accounts/', { status: 'suspended' }) },
  { name: 'replaceTenant', prepare: put('/v1/tenants/', { registeredAccountsOnly: true }) },
];

export interface Body {
  /** Made of a good one. */
  readonly bytes: (good: Prepared['good']) => string | Buffer;
  /** `null`: none is sent. */
  readonly type?: string | null;
  readonly more?: readonly string[];
  /** In place of `Content-Length` with the length of the bytes. */
  readonly framing?: string;
}

async function send(server: TestServer, prepared: Prepared, body: Body, status: number): Promise<RawReply> {
  const { method, target, credential, good } = prepared;
  const { bytes: make, type = 'application/json', more = [] } = body;
  const bytes = Buffer.from(make(good));
  const framing = body.framing ?? `Content-Length: ${bytes.length}`;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${credential}`,
    ...(type === null ? [] : [`Content-Type: ${type}`]),
    ...more,
    framing,
  ];
  const connection = await openRaw(server);
  connection.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]));
  try {
    const reply = await connection.reply();
    // What is so long that it stands there by chance in no answer.
    const text = bytes.subarray(0, 64).toString('latin1');
    return judged(
      { method, target, status, secrets: [credential, ...(text.length > 12 ? [text] : [])] },
      reply,
    );
  } finally {
    connection.end();
  }
}

/** 400 in the operation's own words, and nothing has happened. */
export async function refuses(server: TestServer, reader: Reader, body: Body): Promise<RawReply> {
  const prepared = await reader.prepare(server);
  const reply = await send(server, prepared, body, 400);
  await prepared.untouched();
  return reply;
}

/** As if it had been sent in the usual way. */
export async function takes(server: TestServer, reader: Reader, body: Body): Promise<RawReply> {
  const prepared = await reader.prepare(server);
  const reply = await send(server, prepared, body, prepared.status);
  await expect(prepared.untouched()).rejects.toThrow();
  return reply;
}
