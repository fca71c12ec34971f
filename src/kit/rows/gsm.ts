/** gsm: `gsmLogout`. */
import { rowsOf } from '../scenario.ts';
import type { Target } from '../target.ts';
import { sentence } from '../varying.ts';
import { bearer, JSON_TYPE, overTheLimit, secondTime } from './arrange.ts';

const operationId = 'gsmLogout';
const on = 'in production';
const cookie = (value: string) => ({ Cookie: `gsm_token=${value}` });
/** The schema says so of `details`. */
const inDevelopment = { '/details': sentence };
const byCookie = async (target: Target) => ({ headers: cookie(await target.token()) });
const byHeader = async (target: Target) => ({ headers: bearer(await target.token()) });

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
    ask: byHeader,
    exampledHeaders: ['Set-Cookie'],
  },
  {
    operationId,
    status: 401,
    exampleName: 'production',
    on,
    inDevelopment,
    when: 'the token in the cookie has expired',
    ask: async (target) => ({ headers: cookie(await target.expiredToken()) }),
    exampledHeaders: ['Set-Cookie', 'WWW-Authenticate'],
  },
  {
    operationId,
    status: 401,
    exampleName: 'production',
    on,
    inDevelopment,
    when: 'the session of the token has ended already',
    ask: secondTime(operationId, byHeader),
    exampledHeaders: ['WWW-Authenticate'],
  },
  {
    operationId,
    status: 401,
    exampleName: 'elsewhere',
    on: 'in development',
    when: 'the token in the cookie has expired and the request belongs to a trace',
    ask: async (target) => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      return { headers: { ...cookie(await target.expiredToken()), traceparent } };
    },
    varying: { '/details': sentence },
    exampledHeaders: ['Set-Cookie', 'WWW-Authenticate', 'x-request-id'],
  },
  {
    operationId,
    status: 429,
    on: 'limited',
    when: 'it is one request more than the limit permits',
    ask: overTheLimit(operationId, byCookie),
  },
  {
    operationId,
    status: 500,
    on: 'with a locked store',
    when: 'the logout cannot be written',
    ask: byCookie,
  },
]);
