/** control: `listSessions`, `registerSession`, `readSession`, `endSession`. */

import type { Ask } from '../../send.ts';
import type { Target } from '../../target.ts';
import { asAsked, futureTime, jwt, like, recentTime, type Varying } from '../../varying.ts';
import {
  aMoment,
  inAnHour,
  newSessionId,
  newUser,
  putAccount,
  register,
  registerAsExampled,
} from '../arrange.ts';
import { byAdmin, controlRows, failureRow, problem, refusalRows } from './shared.ts';

const on = 'in production';
const named = (sessionId: string): Ask => ({ path: { sessionId } });
const unknown = () => named(newSessionId());
const tooLong = { when: 'the session id has 256 characters', ask: () => named('x'.repeat(256)) };
const asExampled = (): Ask => ({
  json: {
    subject: 'user-42',
    tenant: 'acme',
    email: 'abc@gmail.com',
    sessionId: newSessionId(),
    expiresAt: inAnHour(),
    device: { name: 'Work laptop', userAgent: 'Mozilla/5.0', ip: '192.0.2.7' },
  },
});

/** Three sessions of a new user: the newest as exampled, one that the third has ended, and the third. */
async function threeSessions(target: Target): Promise<Ask> {
  const subject = newUser();
  const ended = `jti:${newSessionId()}`;
  // A session starts when its token was issued, or when it was registered; a listing tells milliseconds apart.
  const own = await target.token({ sub: subject });
  await aMoment();
  await register(target, { subject, sessionId: ended });
  await aMoment();
  await registerAsExampled(target, { subject, sessionId: newSessionId() });
  await target.logOut(own, { sessionId: ended, reason: 'Lost phone' });
  return byAdmin(target, { query: { subject, limit: '2' } });
}

async function known(target: Target): Promise<Ask> {
  const sessionId = newSessionId();
  await registerAsExampled(target, { subject: 'user-42', sessionId });
  return byAdmin(target, named(sessionId));
}

/** Of a listing, the session that is as the example's. */
const ofFirst: Varying = {
  '/sessions/0/sessionId': like(/^[0-9a-f-]{36}$/),
  '/sessions/0/subject': asAsked('subject'),
  '/sessions/0/startedAt': recentTime,
  '/sessions/0/lastSeenAt': recentTime,
  '/sessions/0/expiresAt': futureTime,
};

export const sessions = controlRows([
  {
    operationId: 'listSessions',
    status: 200,
    on,
    when: 'the user has more sessions than fit on a page',
    ask: threeSessions,
    varying: {
      ...ofFirst,
      '/sessions/1/sessionId': like(/^jti:[0-9a-f-]{36}$/),
      '/sessions/1/subject': asAsked('subject'),
      '/sessions/1/startedAt': recentTime,
      '/sessions/1/lastSeenAt': recentTime,
      '/sessions/1/expiresAt': futureTime,
      '/sessions/1/endedAt': recentTime,
      '/nextCursor': like(/^[\w-]+$/),
    },
  },
  {
    operationId: 'listSessions',
    status: 200,
    on,
    when: 'they all fit on the page',
    ask: async (target) => {
      const subject = newUser();
      await registerAsExampled(target, { subject, sessionId: newSessionId() });
      return byAdmin(target, { query: { subject } });
    },
    varying: {
      ...ofFirst,
      '/sessions/1': { is: 'left out, since there is one session', fits: (value) => value === undefined },
      '/nextCursor': { is: 'null, since this is the last page', fits: (value) => value === null },
    },
  },
  ...refusalRows('listSessions', () => ({}), {
    when: 'the limit is zero',
    ask: () => ({ query: { limit: '0' } }),
  }),
  failureRow('listSessions', 'with a damaged store'),
  {
    operationId: 'registerSession',
    status: 201,
    on,
    when: 'there is no session of this id yet',
    ask: (target) => byAdmin(target, asExampled()),
    varying: {
      '/sessionId': asAsked('sessionId'),
      '/startedAt': recentTime,
      '/lastSeenAt': recentTime,
      '/expiresAt': asAsked('expiresAt'),
      '/accessToken': jwt,
    },
  },
  ...refusalRows('registerSession', asExampled, {
    when: 'the body names no subject',
    ask: () => ({ json: { tenant: 'acme' } }),
  }),
  {
    operationId: 'registerSession',
    status: 403,
    on,
    varying: problem,
    when: 'the account is inactive',
    ask: async (target) => {
      const subject = newUser();
      await putAccount(target, subject, { status: 'inactive' });
      return byAdmin(target, { json: { subject } });
    },
  },
  {
    operationId: 'registerSession',
    status: 409,
    on,
    varying: problem,
    when: 'there is a session of this id already',
    ask: async (target) => {
      const ask = byAdmin(target, asExampled());
      await target.arrange('registerSession', ask);
      return ask;
    },
  },
  {
    operationId: 'registerSession',
    status: 422,
    on,
    varying: problem,
    when: 'the session is to end in the past',
    ask: (target) => byAdmin(target, { json: { subject: 'user-42', expiresAt: '2025-01-16T10:00:00.000Z' } }),
  },
  failureRow('registerSession', 'with a locked store', asExampled),
  {
    operationId: 'readSession',
    status: 200,
    on,
    when: 'the session is known',
    ask: known,
    varying: {
      '/sessionId': asAsked('sessionId'),
      '/startedAt': recentTime,
      '/lastSeenAt': recentTime,
      '/expiresAt': futureTime,
    },
  },
  ...refusalRows('readSession', unknown, tooLong),
  {
    operationId: 'readSession',
    status: 404,
    on,
    varying: problem,
    when: 'nobody has the session',
    ask: (target) => byAdmin(target, unknown()),
  },
  failureRow('readSession', 'with a damaged store', unknown),
  {
    operationId: 'endSession',
    status: 204,
    mediaType: null,
    on,
    when: 'the session is known',
    ask: known,
  },
  {
    operationId: 'endSession',
    status: 204,
    mediaType: null,
    on,
    when: 'the session has ended already',
    ask: async (target) => {
      const ask = await known(target);
      await target.arrange('endSession', ask);
      return ask;
    },
  },
  ...refusalRows('endSession', unknown, tooLong),
  {
    operationId: 'endSession',
    status: 404,
    on,
    varying: problem,
    when: 'nobody has the session',
    ask: (target) => byAdmin(target, unknown()),
  },
  failureRow('endSession', 'with a damaged store', unknown),
]);
