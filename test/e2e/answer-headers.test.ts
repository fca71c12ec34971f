/** What every answer carries: no-store, and an id under which the request can be found again. */
import { describe, expect, it } from 'vitest';
import {
  GSM_PATH,
  gsm,
  gsmByCookie,
  platform,
  SESSION_PATH,
  session,
  storefront,
  tenant,
} from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { type Reply, request } from '../support/request.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer(() => ({ env: { LOGOUTD_RATE_LIMIT_TENANT: '1/3600' } }));
type Ask = (headers: Readonly<Record<string, string>>) => Promise<Reply>;
const get =
  (method: string, path: string): Ask =>
  (headers) =>
    request(server(), method, path, { headers });

const asked: readonly (readonly [what: string, ask: Ask])[] = [
  ['a logout at platform', (headers) => platform(server(), token(), { headers })],
  ['a logout at gsm', (headers) => gsm(server(), token(), { headers })],
  ['a logout at session', (headers) => session(server(), token(), { headers })],
  ['a logout at storefront', (headers) => storefront(server(), token(), { headers })],
  ['tenant, within its limit or over it', (headers) => tenant(server(), token({ tid: 't' }), { headers })],
  ['401 at platform', (headers) => platform(server(), 'none', { headers })],
  ['401 at gsm', (headers) => gsmByCookie(server(), 'none', { headers })],
  ['401 at storefront', (headers) => storefront(server(), 'none', { headers })],
  ['400', (headers) => platform(server(), token(), { headers, body: { scope: 1 } })],
  ['404', get('GET', '/unknown')],
  ['405', get('PUT', SESSION_PATH)],
  ['OPTIONS', get('OPTIONS', GSM_PATH)],
  ['the page', get('GET', '/')],
  ['a document', get('GET', '/openapi/gsm.yaml')],
  ['health', get('GET', '/healthz')],
  ['the control API without a key', get('GET', '/v1/sessions')],
];

describe.each(asked)('the answer to %s', (_, ask) => {
  it('is not to be stored', async () => {
    expect((await ask({})).headers['cache-control']).toBe('no-store');
  });

  it('carries a request id: the client’s where that is valid, else its trace id, else a new one', async () => {
    const id = async (headers: Readonly<Record<string, string>>) =>
      (await ask(headers)).headers['x-request-id'];
    expect(await id({ 'x-request-id': 'Req.12_3-4' })).toBe('Req.12_3-4');
    expect(await id({ traceparent: TRACEPARENT })).toBe(TRACE_ID);
    const [one, other] = [await id({}), await id({})];
    expect(one).toMatch(UUID);
    expect(other).toMatch(UUID);
    expect(one).not.toBe(other);
  });
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;

describe('x-request-id', () => {
  const idOf = async (...lines: readonly string[]) => {
    const reply = await rawRequest(server(), [`POST ${SESSION_PATH} HTTP/1.1`, 'Host: localhost', ...lines]);
    return reply.headers['x-request-id'];
  };

  it.each(['a', '0'.repeat(128), 'A-Z.a_z-09'])('is repeated when it is valid: %s', async (id) => {
    expect(await idOf(`x-request-id: ${id}`)).toBe(id);
  });

  it.each([
    '',
    '0'.repeat(129),
    'with space',
    'a,b',
    'a/b',
    '<script>',
    'caf\u00e9',
    'a\tb',
    '{"json":1}',
    '%1b%5b31m',
  ])('is replaced when it is not: %j', async (id) => {
    expect(await idOf(`x-request-id: ${id}`)).toMatch(UUID);
  });

  it('is replaced when it comes twice', async () => {
    expect(await idOf('x-request-id: one', 'X-Request-Id: one')).toMatch(UUID);
  });

  it('goes before traceparent where it is valid, and behind it where not', async () => {
    expect(await idOf('x-request-id: mine', `traceparent: ${TRACEPARENT}`)).toBe('mine');
    expect(await idOf('x-request-id: not mine', `traceparent: ${TRACEPARENT}`)).toBe(TRACE_ID);
  });

  it.each([
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `ff-${TRACE_ID}-00f067aa0ba902b7-01`,
    `00-${TRACE_ID.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${TRACE_ID}-00f067aa0ba902b7`,
    `00-${TRACE_ID}-00f067aa0ba902b7-01-more`,
    'nonsense',
  ])('is a new one where traceparent is not valid: %s', async (traceparent) => {
    expect(await idOf(`traceparent: ${traceparent}`)).toMatch(UUID);
  });
});

describe('an id in the body', () => {
  it('is that of the header: gsm only where the client brought one', async () => {
    const own = await gsm(server(), token());
    expect(own.json()).toMatchObject({ traceId: null });
    const brought = await gsm(server(), token(), { headers: { 'x-request-id': 'brought' } });
    expect(brought.json()).toMatchObject({ traceId: 'brought' });
    const traced = await gsm(server(), 'none', { headers: { traceparent: TRACEPARENT } });
    expect(traced.json()).toMatchObject({ traceId: TRACE_ID });
  });

  it('is that of the header: tenant and storefront always', async () => {
    const [marked, refused] = [await tenant(server(), 'none'), await storefront(server(), 'none')];
    expect(marked.json()).toMatchObject({ meta: { requestId: marked.headers['x-request-id'] } });
    expect(refused.json()).toMatchObject({ requestId: refused.headers['x-request-id'] });
  });
});

describe('WWW-Authenticate', () => {
  it.each([
    ['platform', platform],
    ['gsm', gsm],
    ['session', session],
    ['storefront', storefront],
  ])('comes with a 401 of %s: without an error code where there was no credential', async (_, logout) => {
    const without = await logout(server(), '', { headers: { Authorization: [] } });
    expect([without.status, without.headers['www-authenticate']]).toStrictEqual([401, 'Bearer']);
    const invalid = await logout(server(), 'none');
    expect(invalid.headers['www-authenticate']).toMatch(/^Bearer .*error="invalid_token"/);
  });

  it('comes with no 401 of tenant, which is no Bearer contract', async () => {
    expect((await tenant(server(), 'none')).headers['www-authenticate']).toBeUndefined();
  });
});
