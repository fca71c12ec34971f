/** `verify`, as every gateway asks it: whatever the method and the path, only a live session's credential gets 2xx. */
import { randomUUID } from 'node:crypto';
import { METHODS } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platform, session } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { ADMIN_KEY, SECRET } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import {
  CHALLENGE,
  endedToken,
  expectUnauthenticated,
  IDENTITY,
  INVALID,
  identityOf,
  verifier,
} from '../support/verify.ts';

const methods = METHODS.filter((method) => method !== 'CONNECT');
/** What gateways append to `/v1/verify`, and what clients do to it. */
const PATHS = [
  '/v1/verify',
  '/v1/verify/',
  '/v1/verify?access_token=1',
  '/v1/verify/a/b',
  '/v1/verify/../sessions',
  '/v1/verify/%2e%2e/sessions',
  '/v1/verify/%2f..%2fsessions',
  '/v1/verify//auth/logout',
  '/v1/verify/./',
  '/v1/verify/%',
  '/v1/verify/%00',
  '/v1/verify/;a=b',
  '/v1/verify/a?b=c&b=d',
  '/v1/verify/?',
];
const server = sharedServer();
const verify = verifier(server);

describe('every method is answered alike', () => {
  it.each(methods)('%s', async (method) => {
    const sid = randomUUID();
    const mine = token({ sid, tid: 'acme' });
    for (const body of [undefined, 'abc', { token: mine }]) {
      const parts = body === undefined ? {} : { body };
      const live = await verify({ ...parts, headers: bearer(mine) }, method);
      expect(live.status).toBe(200);
      expect(live.text).toBe('');
      expect(live.headers['cache-control']).toBe('no-store');
      expect(identityOf(live)).toEqual({
        'x-session-subject': 'ada',
        'x-session-id': sid,
        'x-session-tenant': 'acme',
        'x-session-issuer': 'default',
      });
      expectUnauthenticated(await verify(parts, method), CHALLENGE);
    }
    expect((await session(server(), mine)).status).toBe(200);
    expectUnauthenticated(await verify({ headers: bearer(mine) }, method), INVALID);
  });
});

describe('every path below is answered alike', () => {
  it.each(PATHS)('%s', async (path) => {
    const [mine, ended] = [token(), await endedToken(server())];
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) {
      const ask = (...more: readonly string[]) =>
        rawRequest(server(), [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...more], {
          head: method === 'HEAD',
        });
      expect((await ask(`Authorization: Bearer ${mine}`)).status).toBe(200);
      expect((await ask(`Authorization: Bearer ${ended}`)).status).toBe(401);
      expect((await ask()).status).toBe(401);
    }
  });

  it.each([
    '/v1/verifyy',
    '/v1/Verify',
    '/v1/verify%2f',
    '/v1/verify;a',
    '//v1/verify',
    '/v1/./verify',
    '/v1%2fverify',
  ])('%s is another path: 404, with a live session too', async (path) => {
    const lines = [`GET ${path} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token()}`];
    expect((await rawRequest(server(), lines)).status).toBe(404);
  });

  it.each(['http://localhost/v1/verify', 'http://evil.example/v1/verify/a', 'HTTP://x/v1/verify?y'])(
    'a target in absolute form lets nobody through without a session: %s',
    async (target) => {
      const { status } = await rawRequest(server(), [`GET ${target} HTTP/1.1`, 'Host: localhost']);
      expect([400, 401, 404]).toContain(status);
    },
  );
});

describe('headers that gateways send, and clients forge (61, 62)', () => {
  it.each([
    ['X-Forwarded-Uri', '/healthz'],
    ['X-Forwarded-Method', 'OPTIONS'],
    ['X_Forwarded_Uri', '/healthz'],
    ['X_Forwarded_Method', 'OPTIONS'],
    ['X-Original-URI', '/healthz'],
    ['X-Original-Method', 'OPTIONS'],
    ['X-Rewrite-URL', '/healthz'],
    ['X-HTTP-Method-Override', 'OPTIONS'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['Forwarded', 'for=127.0.0.1;host=localhost'],
    ['X-Session-Subject', 'ada'],
    ['X_Session_Subject', 'ada'],
    ['X.Session.Subject', 'ada'],
    ['X-Token_', 'ada'],
  ])('%s: %s changes nothing', async (name, value) => {
    const sid = randomUUID();
    const mine = token({ sub: 'grace', sid });
    const forged = { [name]: value };
    expectUnauthenticated(await verify({ headers: forged }), CHALLENGE);
    expectUnauthenticated(await verify({ headers: { ...forged, ...bearer('none') } }), INVALID);
    const live = await verify({ headers: { ...forged, ...bearer(mine) } });
    expect(live.status).toBe(200);
    expect(identityOf(live)).toMatchObject({ 'x-session-subject': 'grace', 'x-session-id': sid });
    await session(server(), mine);
    expectUnauthenticated(await verify({ headers: { ...forged, ...bearer(mine) } }), INVALID);
  });

  it('a token in a look-alike of a credential’s header is none', async () => {
    const mine = token();
    const names = ['X_Token', 'x.token', 'Authorization_', 'Proxy-Authorization', 'X-Forwarded-Access-Token'];
    for (const name of names) {
      expectUnauthenticated(await verify({ headers: { [name]: `Bearer ${mine}` } }), CHALLENGE);
    }
    for (const path of [
      `/v1/verify?token=${mine}`,
      `/v1/verify/${mine}`,
      `/v1/verify?access_token=${mine}`,
    ]) {
      expectUnauthenticated(await verify({}, 'GET', path), CHALLENGE);
    }
  });
});

describe('what gateways understand (63)', () => {
  it('all four headers are there, empty where the token has nothing', async () => {
    const reply = await verify({ headers: bearer(token({ sub: undefined, sid: 'bare' })) });
    expect(reply.status).toBe(200);
    expect(identityOf(reply)).toEqual({
      'x-session-subject': '',
      'x-session-id': 'bare',
      'x-session-tenant': '',
      'x-session-issuer': 'default',
    });
  });

  it('their values are percent-encoded: another script, line breaks, commas, what is percent-encoded already', async () => {
    const [sub, tid] = ['Ада\r\nX-Session-Tenant: root', 'a,b;c%20d "é"'];
    const reply = await verify({ headers: bearer(token({ sub, tid })) });
    expect(reply.status).toBe(200);
    expect(identityOf(reply)).toMatchObject({
      'x-session-subject': encodeURIComponent(sub),
      'x-session-tenant': encodeURIComponent(tid),
    });
    for (const name of IDENTITY) expect(reply.headers[name]).toMatch(/^[!-~]*$/);
  });

  it('any name comes back as it went in', async () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(names, async (sub) => {
        const reply = await verify({ headers: bearer(token({ sub })) });
        expect(reply.status).toBe(200);
        const said = String(reply.headers['x-session-subject']);
        expect(said).toMatch(/^[!-~]+$/);
        expect(decodeURIComponent(said)).toBe(sub);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a verdict is never kept (64)', () => {
  it('the next request after a logout is refused, on the same connection and by every spelling', async () => {
    const mine = token();
    for (let times = 0; times < 3; times += 1) {
      const reply = await verify({
        headers: { ...bearer(mine), 'If-None-Match': '*', 'If-Modified-Since': 'x' },
      });
      expect(reply.status).toBe(200);
      expect(reply.headers['cache-control']).toBe('no-store');
      expect(reply.headers['etag']).toBeUndefined();
      expect(reply.headers['last-modified']).toBeUndefined();
    }
    expect((await platform(server(), mine)).status).toBe(200);
    for (const headers of [bearer(mine), { 'x-token': mine }, { Cookie: `gsm_token=${mine}` }]) {
      expectUnauthenticated(await verify({ headers }), INVALID);
    }
  });
});

describe('who has no live session', () => {
  it('the keys of the control API are none', async () => {
    expectUnauthenticated(await verify({ headers: bearer(ADMIN_KEY) }), INVALID);
  });

  it('gets no 2xx by any request', { timeout: 120_000 }, async () => {
    const ended = await endedToken(server());
    const useless = fc.constantFrom(
      ended,
      token({ iat: 1_700_000_000, exp: 1_700_003_600 }),
      token({}, `${SECRET}x`),
      ADMIN_KEY,
      '',
      'none',
      `${ended}.`,
    );
    const text = fc.string({ unit: fc.constantFrom(...'aZ09-_.~%/:;=, '), maxLength: 20 });
    const header = fc.oneof(
      useless.map((one) => `Authorization: Bearer ${one}`),
      useless.map((one) => `x-token: ${one}`),
      useless.map((one) => `Cookie: gsm_token=${one}`),
      fc
        .tuple(fc.constantFrom('Origin', 'Sec-Fetch-Site', 'X-Forwarded-Uri', 'X-Forwarded-Host'), text)
        .map(([name, value]) => `${name}: ${value}`),
      fc.constantFrom(
        'X-Session-Subject: ada',
        'x-store-id: 1',
        'X-Forwarded-Method: OPTIONS',
        'Expect: 100-continue',
      ),
    );
    const asked = fc.record({
      method: fc.constantFrom(...methods),
      tail: fc.string({ unit: fc.constantFrom(...'/.%2fea?&=;-_~'), maxLength: 12 }),
      headers: fc.array(header, { maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ method, tail, headers }) => {
        const path = tail === '' || tail.startsWith('?') ? `/v1/verify${tail}` : `/v1/verify/${tail}`;
        const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...headers, 'Content-Length: 0'];
        const reply = await rawRequest(server(), lines, { head: method === 'HEAD' });
        expect(reply.status).toBe(401);
        expect(reply.headers['cache-control']).toBe('no-store');
      }),
      { numRuns: 300 },
    );
  });
});
