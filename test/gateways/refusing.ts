/** What no gateway lets through: the same for every gateway. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rawRequest } from '../support/raw.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { bearer, token } from '../support/tokens.ts';
import { ask, expectRefused, type Scene } from './scene.ts';

export function describeRefusing(scene: () => Scene): void {
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
