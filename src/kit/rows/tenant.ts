/** tenant: `tenantLogout`. */
import { rowsOf } from '../scenario.ts';
import type { Target } from '../target.ts';
import { recentTime, requestId } from '../varying.ts';
import { JSON_TYPE, newTenant, newUser, overTheLimit, putAccount, putTenant } from './arrange.ts';

const operationId = 'tenantLogout';
const on = 'in production';
const varying = { '/meta/requestId': requestId, '/meta/timestamp': recentTime };
const by = (value: string) => ({ headers: { 'x-token': value } });
const valid = async (target: Target) => by(await target.token({ tid: newTenant() }));

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
    ask: async (target) => by(await target.expiredToken({ tid: newTenant() })),
  },
  {
    operationId,
    status: 401,
    on,
    varying,
    when: 'the token names no tenant',
    ask: async (target) => by(await target.token()),
  },
  {
    operationId,
    status: 403,
    on,
    varying,
    when: 'the tenant may not log its users out',
    ask: async (target) => {
      const tid = newTenant();
      await putTenant(target, tid, { restrictedCapabilities: ['logout'] });
      return by(await target.token({ tid }));
    },
  },
  {
    operationId,
    status: 403,
    on,
    varying,
    when: 'the user may not log out',
    ask: async (target) => {
      const sub = newUser();
      await putAccount(target, sub, { restrictedCapabilities: ['logout'] });
      return by(await target.token({ sub, tid: newTenant() }));
    },
  },
  {
    operationId,
    status: 429,
    on: 'limited',
    varying,
    when: 'it is one request more than the limit permits',
    ask: overTheLimit(operationId, valid),
  },
  {
    operationId,
    status: 500,
    exampleName: 'unexpectedState',
    on,
    varying,
    when: 'the token names no user',
    ask: async (target) => by(await target.token({ sub: null, tid: newTenant() })),
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
