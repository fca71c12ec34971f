/** Who gets through a gateway, and as whom: the same for every gateway. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { platform, session } from '../support/logouts.ts';
import { openRaw, rawRequest } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { bearer, token } from '../support/tokens.ts';
import { ask, expectRefused, type GatewayKind, sharedScene } from './scene.ts';
import { identityIn } from './upstream.ts';

const NAMES = ['Subject', 'Id', 'Tenant', 'Issuer'];
/** Every spelling of the four names that one server or another takes for them. */
const forgeries = NAMES.flatMap((name) =>
  [
    'X-Session-',
    'x-session-',
    'X_Session_',
    'X_Session-',
    'X-Session_',
    'X.Session.',
    'X-Session.',
    'X~Session~',
  ].map((start) => `${start}${name}`),
);
const identity = (sid: string, sub = 'ada', tid?: string) => [
  ['x-session-id', sid],
  ['x-session-issuer', 'default'],
  ['x-session-subject', encodeURIComponent(sub)],
  ...(tid === undefined ? [] : [['x-session-tenant', tid]]),
];

export function describePassing(kind: GatewayKind): void {
  const scene = sharedScene(kind);

  describe('a live session', () => {
    it.each([
      ['Authorization', (mine: string) => bearer(mine)],
      ['x-token', (mine: string) => ({ 'x-token': mine })],
      ['the cookie', (mine: string) => ({ Cookie: `other=1; gsm_token=${mine}` })],
    ])('passes by %s, with its identity', async (_, headers) => {
      const sid = randomUUID();
      const reply = await ask(scene(), { headers: headers(token({ sid, tid: 'acme' })) });
      expect([reply.status, reply.text]).toEqual([200, 'through']);
      const [arrived, ...more] = scene().app.take();
      expect(more).toEqual([]);
      expect(arrived && identityIn(arrived)).toEqual(identity(sid, 'ada', 'acme'));
    });

    it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
      'passes by %s with path, query and body, and does not once it has ended',
      async (method) => {
        const [sid, body] = [randomUUID(), method === 'GET' || method === 'HEAD' ? '' : 'a=1&b=2'];
        const mine = token({ sid });
        const parts = { headers: { ...bearer(mine), 'Content-Length': body.length }, body };
        expect((await ask(scene(), parts, method, '/deep/er?x=%2F')).status).toBe(200);
        expect(scene().app.take()).toMatchObject([{ method, target: '/deep/er?x=%2F', body }]);
        expect((await session(scene().logoutd, mine)).status).toBe(200);
        expect((await ask(scene(), parts, method, '/deep/er?x=%2F')).status).toBe(401);
        expect(scene().app.take()).toEqual([]);
      },
    );

    it('passes with a body in chunks', async () => {
      const lines = ['POST /a HTTP/1.1', 'Host: app', `Authorization: Bearer ${token()}`];
      const reply = await rawRequest(scene().gateway, [...lines, 'Transfer-Encoding: chunked'], {
        body: '3\r\nabc\r\n0\r\n\r\n',
      });
      expect(reply.status).toBe(200);
      expect(scene().app.take()).toMatchObject([{ method: 'POST', body: 'abc' }]);
    });

    it('of a name in another script arrives percent-encoded', async () => {
      const [sid, sub] = [randomUUID(), 'Ада\r\nX-Session-Id: 1'];
      expect((await ask(scene(), { headers: bearer(token({ sid, sub })) })).status).toBe(200);
      expect(scene().app.take().map(identityIn)).toEqual([identity(sid, sub)]);
    });

    it('passes with names of 255 letters of any script', async () => {
      const [sid, sub, tid] = ['Ж', 'Щ', 'Ю'].map((letter) => `${randomUUID()}${letter}`.padEnd(255, letter));
      expect((await ask(scene(), { headers: bearer(token({ sid, sub, tid })) })).status).toBe(200);
      expect(scene().app.take()).toHaveLength(1);
    });

    it('passes with a token of 6,000 characters', async () => {
      const mine = token({ roles: 'r'.repeat(4400) });
      expect(mine.length).toBeGreaterThan(5900);
      expect((await ask(scene(), { headers: bearer(mine) })).status).toBe(200);
    });
  });

  describe('an identity header of the client', () => {
    it.each(forgeries)('%s is never taken for logoutd’s', async (name) => {
      const sid = randomUUID();
      const headers = [`${name}: root`, `${name}: root2`, `Authorization: Bearer ${token({ sid })}`];
      await rawRequest(scene().gateway, ['GET /a HTTP/1.1', 'Host: app', ...headers]);
      // Refusing it altogether is as good.
      for (const arrived of scene().app.take()) expect(identityIn(arrived)).toEqual(identity(sid));
    });

    it('is overwritten, and the request passes', async () => {
      const sid = randomUUID();
      const forged = Object.fromEntries(NAMES.map((name) => [`X-Session-${name}`, 'root']));
      expect((await ask(scene(), { headers: { ...forged, ...bearer(token({ sid })) } })).status).toBe(200);
      expect(scene().app.take().map(identityIn)).toEqual([identity(sid)]);
    });

    it('cannot be had by naming it in Connection', async () => {
      const sid = randomUUID();
      const names = NAMES.map((name) => `X-Session-${name}`).join(', ');
      const reply = await rawRequest(scene().gateway, [
        'GET /a HTTP/1.1',
        'Host: app',
        `Connection: ${names}, Authorization`,
        'X-Session-Subject: root',
        `Authorization: Bearer ${token({ sid })}`,
      ]);
      const arrived = scene().app.take();
      expect(arrived.map(identityIn)).toEqual(reply.status === 200 ? [identity(sid)] : []);
    });
  });

  describe('an ended session', () => {
    it('gets 401 on the very next request of its connection, with the challenge', async () => {
      const mine = token();
      const connection = await openRaw(scene().gateway);
      const lines = ['GET /a HTTP/1.1', 'Host: app', `Authorization: Bearer ${mine}`, '', ''].join('\r\n');
      connection.write(lines);
      expect((await connection.reply()).status).toBe(200);
      expect(scene().app.take()).toHaveLength(1);
      expect((await platform(scene().logoutd, mine)).status).toBe(200);
      connection.write(lines);
      const refused = await connection.reply();
      connection.end();
      expect(refused.status).toBe(401);
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="logoutd", error="invalid_token"');
      expect(scene().app.take()).toEqual([]);
    });

    it('gets 401 beside a credential of another that lives', async () => {
      const mine = token();
      await platform(scene().logoutd, mine);
      await expectRefused(scene(), 401, { headers: { ...bearer(token()), 'x-token': mine } });
    });
  });

  describe('a request', () => {
    it('without a credential gets 401 with a challenge that names no error', async () => {
      const reply = await expectRefused(scene(), 401);
      expect(reply.headers['www-authenticate']).toBe('Bearer realm="logoutd"');
    });

    it('of a suspended account gets 403', async () => {
      const sub = randomUUID();
      await request(scene().logoutd, 'PUT', `/v1/accounts/${sub}`, {
        headers: bearer(ADMIN_KEY),
        body: { status: 'suspended' },
      });
      await expectRefused(scene(), 403, { headers: bearer(token({ sub })) });
    });

    it.each([
      ['Authorization', 'Bearer '],
      ['authorization', 'Bearer '],
      ['X-Token', ''],
      ['Cookie', 'gsm_token='],
    ])('with two sessions in two %s headers is refused', async (name, before) => {
      const lines = [token(), token()].map((one) => `${name}: ${before}${one}`);
      const reply = await rawRequest(scene().gateway, ['GET /a HTTP/1.1', 'Host: app', ...lines]);
      expect([400, 401]).toContain(reply.status);
      expect(scene().app.take()).toEqual([]);
    });

    it('with a second Authorization behind 150 other headers is refused', async () => {
      const lines = [
        `Authorization: Bearer ${token()}`,
        ...Array.from({ length: 150 }, (_, at) => `a${at}: 1`),
        `Authorization: Bearer ${token()}`,
      ];
      const reply = await rawRequest(scene().gateway, ['GET /a HTTP/1.1', 'Host: app', ...lines]);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(scene().app.take()).toEqual([]);
    });

    it.each([
      ['X-Forwarded-Uri', '/public'],
      ['X-Forwarded-Method', 'OPTIONS'],
      ['X-Original-URL', '/public'],
      ['X-Original-Method', 'GET'],
      ['X-HTTP-Method-Override', 'OPTIONS'],
      ['X-Forwarded-For', '127.0.0.1'],
      ['X-Envoy-Internal', 'true'],
      ['Upgrade', 'websocket'],
      ['Authorization', 'Bearer'],
      ['Authorization', 'Basic YWRhOmE='],
    ])('does not get through by %s: %s', async (name, value) => {
      await expectRefused(scene(), 401, { headers: { [name]: value } });
    });

    it.each([
      ['X_Forwarded_Uri', '/public'],
      // Envoy says 401 in gRPC's own way there, by 200 and a status in a header.
      ['Content-Type', 'application/grpc'],
    ])('does not get through by %s: %s, whatever the answer', async (name, value) => {
      const reply = await ask(scene(), { headers: { [name]: value } });
      expect(reply.text).not.toBe('through');
      expect(scene().app.take()).toEqual([]);
    });

    it.each([
      '/',
      '//a',
      '/a/../b',
      '/%2e%2e/a',
      '/a%2fb',
      '/a;b',
      '/healthz',
      '/v1/verify',
      '/?token=1',
      '/..;/a',
    ])('to %s does not get through without a session', async (path) => {
      const reply = await rawRequest(scene().gateway, [`GET ${path} HTTP/1.1`, 'Host: app']);
      expect([400, 401]).toContain(reply.status);
      expect(scene().app.take()).toEqual([]);
    });

    it.each(['OPTIONS *', 'GET http://app/a', 'GET http://evil.example/a', 'CONNECT app:80'])(
      '%s does not get through without a session',
      async (start) => {
        const reply = await rawRequest(scene().gateway, [`${start} HTTP/1.1`, 'Host: app']);
        // Some gateways answer `OPTIONS *` themselves.
        expect(reply.body).not.toContain('through');
        expect(scene().app.take()).toEqual([]);
      },
    );
  });

  describe('a cookie', () => {
    const cookie = () => `gsm_token=${token()}`;
    it.each([
      ['of the site’s own page', { Host: 'shop.example', Origin: 'https://shop.example' }],
      [
        'of the site’s own page at a port',
        { Host: 'shop.example:8443', Origin: 'https://shop.example:8443' },
      ],
      ['that the browser calls its own', { Origin: 'https://a.example', 'Sec-Fetch-Site': 'same-origin' }],
    ])('%s counts', async (_, headers) => {
      expect((await ask(scene(), { headers: { Cookie: cookie(), ...headers } })).status).toBe(200);
    });

    it.each([
      ['of another site’s page', { Host: 'shop.example', Origin: 'https://evil.example' }],
      ['of a page at another port', { Host: 'shop.example', Origin: 'https://shop.example:8443' }],
      ['of a page of the same site', { Host: 'shop.example', 'Sec-Fetch-Site': 'same-site' }],
      [
        'with a forged X-Forwarded-Host',
        { Host: 'shop.example', Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' },
      ],
    ])('%s does not', async (_, headers) => {
      const reply = await expectRefused(scene(), 401, { headers: { Cookie: cookie(), ...headers } });
      expect(reply.headers['www-authenticate']).toBe('Bearer realm="logoutd"');
    });
  });
}
