/** session: `sessionLogout`. */
import { rowsOf } from '../scenario.ts';
import type { Target } from '../target.ts';
import { bearer, JSON_TYPE, overTheLimit, secondTime } from './arrange.ts';

const operationId = 'sessionLogout';
const on = 'in production';
const valid = async (target: Target) => ({
  headers: { ...bearer(await target.token()), 'Content-Type': 'application/json' },
});

export const session = rowsOf(
  'session',
  () => JSON_TYPE,
)([
  { operationId, status: 200, on, when: 'the token is valid', ask: valid },
  {
    operationId,
    status: 200,
    on,
    when: 'the session of the token has ended already',
    ask: secondTime(operationId, valid),
  },
  { operationId, status: 401, on, when: 'there is no token', ask: () => ({}) },
  {
    operationId,
    status: 401,
    on,
    when: 'the token has expired',
    ask: async (target) => ({ headers: bearer(await target.expiredToken()) }),
    exampledHeaders: ['WWW-Authenticate'],
  },
  {
    operationId,
    status: 429,
    on: 'limited',
    when: 'it is one request more than the limit permits',
    ask: overTheLimit(operationId, valid),
  },
  { operationId, status: 500, on: 'with a locked store', when: 'the logout cannot be written', ask: valid },
]);
