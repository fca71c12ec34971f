/** platform: `platformLogout`, all nine statuses. */
import { bearer, token } from '../../support/tokens.ts';
import { rowsOf } from '../scenario.ts';
import { exampleNaming } from '../varying.ts';
import {
  expired,
  JSON_TYPE,
  newSessionId,
  newTenant,
  newUser,
  putAccount,
  putTenant,
  secondTime,
} from './arrange.ts';

const operationId = 'platformLogout';
const on = 'in production';
const current = () => ({ headers: bearer(token()) });

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
    ask: () => ({
      headers: bearer(token({ sub: newUser() })),
      json: { scope: 'all', reason: 'Password changed' },
    }),
  },
  {
    operationId,
    status: 200,
    on,
    when: "the body names the caller's own session, which has ended already",
    ask: async (service) => {
      const sid = newSessionId();
      const own = token({ sid });
      await service.logOut(own, undefined);
      return { headers: bearer(own), json: { sessionId: sid } };
    },
  },
  {
    operationId,
    status: 400,
    on,
    when: 'the body has a scope that there is not',
    ask: () => ({ ...current(), json: { scope: 'everything' } }),
    varying: { '/description': exampleNaming('scope') },
  },
  {
    operationId,
    status: 401,
    on,
    when: 'the token has expired',
    ask: () => ({ headers: bearer(expired()) }),
    exampledHeaders: ['WWW-Authenticate'],
  },
  { operationId, status: 401, on, when: 'there is no token', ask: () => ({}) },
  {
    operationId,
    status: 401,
    on,
    when: 'an ended token asks for more than its own end',
    ask: async (service) => {
      const own = token();
      await service.logOut(own, undefined);
      return { headers: bearer(own), json: { scope: 'others' } };
    },
    exampledHeaders: ['WWW-Authenticate'],
  },
  {
    operationId,
    status: 403,
    on,
    when: 'the account is suspended',
    ask: async (service) => {
      const sub = newUser();
      await putAccount(service, sub, { status: 'suspended' });
      return { headers: bearer(token({ sub })) };
    },
  },
  {
    operationId,
    status: 403,
    on,
    when: 'the tenant may not log its users out',
    ask: async (service) => {
      const tid = newTenant();
      await putTenant(service, tid, { restrictedCapabilities: ['logout'] });
      return { headers: bearer(token({ tid })) };
    },
  },
  {
    operationId,
    status: 404,
    on,
    when: 'the body names a session that nobody has',
    ask: () => ({ ...current(), json: { sessionId: newSessionId() } }),
  },
  {
    operationId,
    status: 404,
    on,
    when: "the body names another user's session",
    ask: async (service) => {
      const sid = newSessionId();
      await service.logOut(token({ sid, sub: newUser() }), undefined);
      return { headers: bearer(token({ sub: newUser() })), json: { sessionId: sid } };
    },
  },
  {
    operationId,
    status: 409,
    on,
    when: "the body names another session of the caller's that has ended already",
    ask: async (service) => {
      const sub = newUser();
      const sid = newSessionId();
      await service.logOut(token({ sub, sid }), undefined);
      return { headers: bearer(token({ sub })), json: { sessionId: sid } };
    },
  },
  {
    operationId,
    status: 422,
    on,
    when: 'the body has both a session and a scope',
    ask: () => ({ ...current(), json: { sessionId: newSessionId(), scope: 'current' } }),
    varying: { '/description': exampleNaming('sessionId') },
  },
  {
    operationId,
    status: 429,
    on: 'limited to one request',
    when: 'it is the second request of an hour that permits one',
    ask: secondTime(operationId, current),
  },
  {
    operationId,
    status: 500,
    on: 'with a locked store',
    when: 'the logout cannot be written',
    ask: current,
  },
]);
