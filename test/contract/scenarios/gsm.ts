/** gsm: `gsmLogout`. */
import { bearer, token } from '../../support/tokens.ts';
import { rowsOf } from '../scenario.ts';
import { sentence } from '../varying.ts';
import { expired, JSON_TYPE, secondTime } from './arrange.ts';

const operationId = 'gsmLogout';
const on = 'in production';
const cookie = (value: string) => ({ Cookie: `gsm_token=${value}` });
const byCookie = () => ({ headers: cookie(token()) });

export const gsm = rowsOf(
  'gsm',
  () => JSON_TYPE,
)([
  {
    operationId,
    status: 200,
    on,
    when: 'the cookie has a valid token',
    ask: byCookie,
    exampledHeaders: ['Set-Cookie'],
  },
  {
    operationId,
    status: 200,
    on,
    when: 'the header has a valid token',
    ask: () => ({ headers: bearer(token()) }),
    exampledHeaders: ['Set-Cookie'],
  },
  {
    operationId,
    status: 401,
    exampleName: 'production',
    on,
    when: 'the token in the cookie has expired',
    ask: () => ({ headers: cookie(expired()) }),
    exampledHeaders: ['Set-Cookie', 'WWW-Authenticate'],
  },
  {
    operationId,
    status: 401,
    exampleName: 'production',
    on,
    when: 'the session of the token has ended already',
    ask: async (service) => {
      const own = token();
      await service.logOut(own, undefined);
      return { headers: bearer(own) };
    },
    exampledHeaders: ['WWW-Authenticate'],
  },
  {
    operationId,
    status: 401,
    exampleName: 'elsewhere',
    on: 'in development',
    when: 'the token in the cookie has expired and the request belongs to a trace',
    ask: () => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      return { headers: { ...cookie(expired()), traceparent } };
    },
    varying: { '/details': sentence },
    exampledHeaders: ['Set-Cookie', 'WWW-Authenticate', 'x-request-id'],
  },
  {
    operationId,
    status: 429,
    on: 'limited to one request',
    when: 'it is the second request of an hour that permits one',
    ask: secondTime(operationId, byCookie),
  },
  {
    operationId,
    status: 500,
    on: 'with a locked store',
    when: 'the logout cannot be written',
    ask: byCookie,
  },
]);
