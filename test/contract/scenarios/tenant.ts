/** tenant: `tenantLogout`. */
import { token } from '../../support/tokens.ts';
import { rowsOf } from '../scenario.ts';
import { recentTime, requestId } from '../varying.ts';
import { expired, JSON_TYPE, newTenant, newUser, putAccount, putTenant, secondTime } from './arrange.ts';

const operationId = 'tenantLogout';
const on = 'in production';
const varying = { '/meta/requestId': requestId, '/meta/timestamp': recentTime };
const by = (value: string) => ({ headers: { 'x-token': value } });
const valid = () => by(token({ tid: newTenant() }));

export const tenant = rowsOf(
  'tenant',
  () => JSON_TYPE,
)([
  { operationId, status: 200, on, varying, when: 'the token names a tenant and a user', ask: valid },
  { operationId, status: 401, on, varying, when: 'there is no token', ask: () => ({}) },
  {
    operationId,
    status: 401,
    on,
    varying,
    when: 'the token has expired',
    ask: () => by(expired({ tid: newTenant() })),
  },
  { operationId, status: 401, on, varying, when: 'the token names no tenant', ask: () => by(token()) },
  {
    operationId,
    status: 403,
    on,
    varying,
    when: 'the tenant may not log its users out',
    ask: async (service) => {
      const tid = newTenant();
      await putTenant(service, tid, { restrictedCapabilities: ['logout'] });
      return by(token({ tid }));
    },
  },
  {
    operationId,
    status: 403,
    on,
    varying,
    when: 'the user may not log out',
    ask: async (service) => {
      const sub = newUser();
      await putAccount(service, sub, { restrictedCapabilities: ['logout'] });
      return by(token({ sub, tid: newTenant() }));
    },
  },
  {
    operationId,
    status: 429,
    on: 'limited to one request',
    varying,
    when: 'it is the second request of an hour that permits one',
    ask: secondTime(operationId, valid),
  },
  {
    operationId,
    status: 500,
    exampleName: 'unexpectedState',
    on,
    varying,
    when: 'the token names no user',
    ask: () => by(token({ sub: undefined, tid: newTenant() })),
  },
  {
    operationId,
    status: 500,
    exampleName: 'internalServer',
    on: 'with a locked store',
    varying,
    when: 'the mark cannot be written',
    ask: valid,
  },
]);
