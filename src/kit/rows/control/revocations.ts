/** control: `listRevocations`, `revokeSessions`. */
import type { Ask } from '../../send.ts';
import type { Target } from '../../target.ts';
import { like, recentTime } from '../../varying.ts';
import { newSessionId, newUser, register } from '../arrange.ts';
import { byAdmin, controlRows, failureRow, problem, refusalRows } from './shared.ts';

const on = 'in production';
const entryId = like(/^rev_\d+$/);
const cursor = like(/^[A-Za-z0-9_-]+$/);
const someone = (): Ask => ({ json: { subject: newUser() } });

/** As many sessions of one user as the document's examples count. */
async function seventeenSessions(target: Target): Promise<string> {
  const subject = newUser();
  for (let at = 0; at < 17; at += 1) await register(target, { subject });
  return subject;
}

/** The log's end, by an entry of its own. */
async function endOfLog(target: Target): Promise<string> {
  const { body } = await target.call('revokeSessions', byAdmin(target, someone()));
  return String((JSON.parse(body.toString()) as { cursor?: unknown }).cursor);
}

export const revocations = controlRows([
  {
    operationId: 'listRevocations',
    status: 200,
    on,
    when: 'a user logged out and a key was cut off since',
    ask: async (target) => {
      const cursor = await endOfLog(target);
      const token = await target.token({ sub: 'user-42', sid: newSessionId(), tid: 'acme' });
      await target.logOut(token, { scope: 'current', reason: 'Lost phone' });
      await target.arrange('revokeSessions', { json: { keyId: '2025-01', reason: 'Key leaked' } });
      return byAdmin(target, { query: { cursor } });
    },
    varying: {
      '/revocations/0/id': entryId,
      '/revocations/0/cursor': cursor,
      '/revocations/0/sessionId': like(/^[0-9a-f-]{36}$/),
      '/revocations/0/endedAt': recentTime,
      '/revocations/1/id': entryId,
      '/revocations/1/cursor': cursor,
      '/revocations/1/before': recentTime,
      '/revocations/1/endedAt': recentTime,
      '/revocations/1/endedSessions': { is: 'a count', fits: Number.isInteger },
      '/nextCursor': cursor,
    },
  },
  ...refusalRows('listRevocations', () => ({}), {
    when: 'no log gave the cursor',
    ask: () => ({ query: { cursor: 'nowhere' } }),
  }),
  {
    operationId: 'listRevocations',
    status: 422,
    on: 'after the log was trimmed',
    varying: problem,
    when: 'what follows the cursor is no longer kept',
    ask: (target) => byAdmin(target, { query: { cursor: target.trimmedCursor() } }),
  },
  failureRow('listRevocations', 'with a damaged store'),
  {
    operationId: 'revokeSessions',
    status: 200,
    on,
    when: 'it is a dry run',
    ask: async (target) =>
      byAdmin(target, { json: { subject: await seventeenSessions(target), dryRun: true } }),
  },
  {
    operationId: 'revokeSessions',
    status: 201,
    on,
    when: 'the user has sessions',
    ask: async (target) =>
      byAdmin(target, { json: { subject: await seventeenSessions(target), reason: 'Password changed' } }),
    varying: { '/id': entryId, '/cursor': cursor },
  },
  ...refusalRows('revokeSessions', someone, {
    when: 'the reason has 201 characters',
    ask: () => ({ json: { subject: newUser(), reason: 'x'.repeat(201) } }),
  }),
  {
    operationId: 'revokeSessions',
    status: 422,
    on,
    varying: problem,
    when: 'the moment is in the future',
    ask: (target) => byAdmin(target, { json: { subject: newUser(), before: '2999-01-01T00:00:00Z' } }),
  },
  {
    operationId: 'revokeSessions',
    status: 422,
    on,
    varying: problem,
    when: 'it selects by two members',
    ask: (target) => byAdmin(target, { json: { subject: newUser(), tenant: 'acme' } }),
  },
  {
    operationId: 'revokeSessions',
    status: 422,
    on,
    varying: problem,
    when: 'it selects by nothing',
    ask: (target) => byAdmin(target, { json: { reason: 'Password changed' } }),
  },
  {
    operationId: 'revokeSessions',
    status: 422,
    on,
    varying: problem,
    when: 'there is no such issuer',
    ask: (target) => byAdmin(target, { ...someone(), query: { issuer: 'nobody' } }),
  },
  failureRow('revokeSessions', 'with a locked store', someone),
]);
