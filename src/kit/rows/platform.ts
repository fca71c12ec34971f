/** platform: `platformLogout`, all nine statuses. */
import { rowsOf } from '../scenario.ts';
import type { Target } from '../target.ts';
import { exampleNaming } from '../varying.ts';
import {
  bearer,
  JSON_TYPE,
  newSessionId,
  newTenant,
  newUser,
  overTheLimit,
  putAccount,
  putTenant,
} from './arrange.ts';

const operationId = 'platformLogout';
const on = 'in production';
const current = async (target: Target) => ({ headers: bearer(await target.token()) });

export const platform = rowsOf(
  'platform',
  () => JSON_TYPE,
)([
  { operationId, status: 200, on, when: 'the token is valid and there is no body', ask: current },
  {
    operationId,
    status: 200,
    on,
    when: 'the body asks for every session of the user',
    ask: async (target) => ({
      headers: bearer(await target.token({ sub: newUser() })),
      json: { scope: 'all', reason: 'Password changed' },
    }),
  },
  {
    operationId,
    status: 200,
    on,
    when: "the body names the caller's own session, which has ended already",
    ask: async (target) => {
      const sid = newSessionId();
      const own = await target.token({ sid });
      await target.logOut(own);
      return { headers: bearer(own), json: { sessionId: sid } };
    },
  },
  {
    operationId,
    status: 400,
    on,
    when: 'the body has a scope that there is not',
    ask: async (target) => ({ ...(await current(target)), json: { scope: 'everything' } }),
    varying: { '/description': exampleNaming('scope') },
  },
  {
    operationId,
    status: 401,
    on,
    when: 'the token has expired',
    ask: async (target) => ({ headers: bearer(await target.expiredToken()) }),
    exampledHeaders: ['WWW-Authenticate'],
  },
  { operationId, status: 401, on, when: 'there is no token', ask: () => ({}) },
  {
    operationId,
    status: 401,
    on,
    when: 'an ended token asks for more than its own end',
    ask: async (target) => {
      const own = await target.token();
      await target.logOut(own);
      return { headers: bearer(own), json: { scope: 'others' } };
    },
    exampledHeaders: ['WWW-Authenticate'],
  },
  {
    operationId,
    status: 403,
    on,
    when: 'the account is suspended',
    ask: async (target) => {
      const sub = newUser();
      await putAccount(target, sub, { status: 'suspended' });
      return { headers: bearer(await target.token({ sub })) };
    },
  },
  {
    operationId,
    status: 403,
    on,
    when: 'the tenant may not log its users out',
    ask: async (target) => {
      const tid = newTenant();
      await putTenant(target, tid, { restrictedCapabilities: ['logout'] });
      return { headers: bearer(await target.token({ tid })) };
    },
  },
  {
    operationId,
    status: 404,
    on,
    when: 'the body names a session that nobody has',
    ask: async (target) => ({ ...(await current(target)), json: { sessionId: newSessionId() } }),
  },
  {
    operationId,
    status: 404,
    on,
    when: "the body names another user's session",
    ask: async (target) => {
      const sid = newSessionId();
      await target.logOut(await target.token({ sid, sub: newUser() }));
      return { headers: bearer(await target.token({ sub: newUser() })), json: { sessionId: sid } };
    },
  },
  {
    operationId,
    status: 409,
    on,
    when: "the body names another session of the caller's that has ended already",
    ask: async (target) => {
      const sub = newUser();
      const sid = newSessionId();
      await target.logOut(await target.token({ sub, sid }));
      return { headers: bearer(await target.token({ sub })), json: { sessionId: sid } };
    },
  },
  {
    operationId,
    status: 422,
    on,
    when: 'the body has both a session and a scope',
    ask: async (target) => ({
      ...(await current(target)),
      json: { sessionId: newSessionId(), scope: 'current' },
    }),
    varying: { '/description': exampleNaming('sessionId') },
  },
  {
    operationId,
    status: 429,
    on: 'limited',
    when: 'it is one request more than the limit permits',
    ask: overTheLimit(operationId, current),
  },
  {
    operationId,
    status: 500,
    on: 'with a locked store',
    when: 'the logout cannot be written',
    ask: current,
  },
]);
