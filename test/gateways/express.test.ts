/** The middleware in an Express app, before a real logoutd. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { requireSession, sessionOf } from '../../src/middleware/express.ts';
import { platform } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { CHALLENGE, INVALID } from '../support/verify.ts';

import { type App, startApp } from './express-app.ts';

const logoutd = sharedServer();
let shared: App | undefined;
beforeEach(async () => {
  shared ??= await startApp(logoutd().url);
  shared.through.length = 0;
});
afterAll(() => shared?.stop());
const app = (): App => {
  if (shared === undefined) throw new Error('the app is there only while tests run');
  return shared;
};

describe('a live session', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE'])('passes by %s, with its body', async (method) => {
    const sid = randomUUID();
    const body = method === 'POST' ? 'abc' : '';
    const headers = { ...bearer(token({ sid, tid: 'acme' })), 'Content-Type': 'text/plain' };
    expect((await request(app(), method, '/a', { headers, body })).status).toBe(200);
    const session = { subject: 'ada', id: sid, tenant: 'acme', issuer: 'default' };
    expect(app().through).toMatchObject([{ method, session, ...(body === '' ? {} : { body }) }]);
  });

  it('is named as its token names it', async () => {
    const [sid, sub] = [`${randomUUID()}, é`, 'Ада\r\nX: 1'];
    await request(app(), 'GET', '/', { headers: bearer(token({ sid, sub })) });
    await request(app(), 'GET', '/', { headers: { 'x-token': token({ sid: 'bare', sub: undefined }) } });
    expect(app().through).toMatchObject([
      { session: { subject: sub, id: sid, tenant: null } },
      { session: { subject: null, id: 'bare', tenant: null } },
    ]);
  });

  it('passes by HTTP/1.0 without a Host', async () => {
    const reply = await rawRequest(app(), ['GET / HTTP/1.0', `x-token: ${token()}`]);
    expect(reply.status).toBe(200);
  });

  it('is not who the client’s own headers say', async () => {
    const headers = { 'x-session-subject': 'root', X_Session_Subject: 'root', ...bearer(token()) };
    await request(app(), 'GET', '/', { headers });
    expect(app().through).toMatchObject([{ session: { subject: 'ada' } }]);
  });
});

describe('nothing gets through', () => {
  it('of a session from the request after its end on: 401 in logoutd’s words', async () => {
    const mine = token();
    expect((await request(app(), 'GET', '/', { headers: bearer(mine) })).status).toBe(200);
    expect((await platform(logoutd(), mine)).status).toBe(200);
    for (const method of ['GET', 'POST', 'OPTIONS', 'HEAD']) {
      const reply = await request(app(), method, '/', { headers: bearer(mine) });
      expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, INVALID]);
      expect(reply.headers['cache-control']).toBe('no-store');
      expect(reply.headers['content-type']).toBe('application/problem+json');
      if (method === 'HEAD') expect(reply.text).toBe('');
      else expect(reply.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
    }
    expect(app().through).toHaveLength(1);
  });

  it('without a credential', async () => {
    const reply = await request(app(), 'GET', '/');
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, CHALLENGE]);
    expect(app().through).toEqual([]);
  });

  it('of a suspended account: 403', async () => {
    const sub = randomUUID();
    const body = { status: 'suspended' };
    await request(logoutd(), 'PUT', `/v1/accounts/${sub}`, { headers: bearer(ADMIN_KEY), body });
    const reply = await request(app(), 'GET', '/', { headers: bearer(token({ sub })) });
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([403, undefined]);
    expect(app().through).toEqual([]);
  });

  it('with two Authorization headers', async () => {
    const lines = [token(), token()].map((one) => `Authorization: Bearer ${one}`);
    const reply = await rawRequest(app(), ['GET / HTTP/1.1', 'Host: app', ...lines]);
    expect(reply.status).toBe(401);
    expect(app().through).toEqual([]);
  });

  it.each([
    [200, { Host: 'shop.example', Origin: 'https://shop.example' }],
    [200, { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://shop.example' }],
    [401, { Host: 'shop.example', Origin: 'https://evil.example' }],
    [401, { Host: 'shop.example', Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' }],
    [401, { 'Sec-Fetch-Site': 'cross-site' }],
  ])('by a cookie of another site’s page: %i for %j', async (status, headers) => {
    const Cookie = `gsm_token=${token()}`;
    expect((await request(app(), 'GET', '/', { headers: { ...headers, Cookie } })).status).toBe(status);
    expect(app().through).toHaveLength(status === 200 ? 1 : 0);
  });
});

it('a route that the middleware does not stand before has no session', () => {
  expect(() => sessionOf({ locals: {} })).toThrow('requireSession does not stand before this route');
});

it('an address that is none is refused at the start', () => {
  expect(() => requireSession({ url: 'localhost' })).toThrow(TypeError);
});
