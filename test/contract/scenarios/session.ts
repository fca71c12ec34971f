/** session: `sessionLogout`. */
import { bearer, token } from '../../support/tokens.ts';
import { rowsOf } from '../scenario.ts';
import { expired, JSON_TYPE, secondTime } from './arrange.ts';

const operationId = 'sessionLogout';
const on = 'in production';
const valid = () => ({ headers: { ...bearer(token()), 'Content-Type': 'application/json' } });

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
    ask: () => ({ headers: bearer(expired()) }),
    exampledHeaders: ['WWW-Authenticate'],
  },
  {
    operationId,
    status: 429,
    on: 'limited to one request',
    when: 'it is the second request of an hour that permits one',
    ask: secondTime(operationId, valid),
  },
  { operationId, status: 500, on: 'with a locked store', when: 'the logout cannot be written', ask: valid },
]);
