/** When a cookie is a credential: only on a request that the site itself caused. And CORS for those it may trust. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, gsm, gsmByCookie, SESSION_PATH, SHARED_PATH, session } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const ALLOWED = 'https://app.example.com';
const LOGOUT_PATHS = [GSM_PATH, SESSION_PATH, SHARED_PATH];
const server = sharedServer(() => ({
  env: { LOGOUTD_ALLOWED_ORIGINS: `${ALLOWED}, http://localhost:5173` },
}));
const proxied = sharedServer(() => ({ env: { LOGOUTD_TRUSTED_PROXIES: '127.0.0.1' } }));

type Headers = Readonly<Record<string, string>>;
interface Rule {
  readonly request: string;
  readonly headers: Headers;
  readonly own: boolean;
}

const rules: readonly Rule[] = [
  { request: 'no Origin and no Sec-Fetch-Site', headers: {}, own: true },
  { request: 'an Origin of the allow list', headers: { Origin: ALLOWED }, own: true },
  {
    request: 'the same, cross-site',
    headers: { Origin: ALLOWED, 'Sec-Fetch-Site': 'cross-site' },
    own: true,
  },
  { request: 'the same, same-site', headers: { Origin: ALLOWED, 'Sec-Fetch-Site': 'same-site' }, own: true },
  { request: 'Sec-Fetch-Site: same-origin', headers: { 'Sec-Fetch-Site': 'same-origin' }, own: true },
  { request: 'Sec-Fetch-Site: none', headers: { 'Sec-Fetch-Site': 'none' }, own: true },
  { request: 'Sec-Fetch-Site: same-site', headers: { 'Sec-Fetch-Site': 'same-site' }, own: false },
  { request: 'Sec-Fetch-Site: cross-site', headers: { 'Sec-Fetch-Site': 'cross-site' }, own: false },
  { request: 'a Sec-Fetch-Site that is none', headers: { 'Sec-Fetch-Site': 'whatever' }, own: false },
  { request: 'an empty Sec-Fetch-Site', headers: { 'Sec-Fetch-Site': '' }, own: false },
  {
    request: 'an Origin that matches Host, but cross-site',
    headers: { Host: 'shop.example', Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' },
    own: false,
  },
  {
    request: 'another Origin, but same-origin by the browser’s own word',
    headers: { Host: 'inner', Origin: 'https://shop.example', 'Sec-Fetch-Site': 'same-origin' },
    own: true,
  },
  {
    request: 'an Origin that matches Host',
    headers: { Host: 'shop.example', Origin: 'https://shop.example' },
    own: true,
  },
  {
    request: 'with its port',
    headers: { Host: 'shop.example:8443', Origin: 'https://shop.example:8443' },
    own: true,
  },
  {
    request: 'in another case',
    headers: { Host: 'SHOP.example', Origin: 'https://shop.example' },
    own: true,
  },
  { request: 'another host', headers: { Host: 'shop.example', Origin: 'https://evil.example' }, own: false },
  {
    request: 'another port',
    headers: { Host: 'shop.example', Origin: 'https://shop.example:8443' },
    own: false,
  },
  { request: 'a subdomain', headers: { Host: 'shop.example', Origin: 'https://a.shop.example' }, own: false },
  {
    request: 'a longer name',
    headers: { Host: 'shop.example', Origin: 'https://shop.example.evil' },
    own: false,
  },
  { request: 'the origin `null`', headers: { Host: 'null', Origin: 'null' }, own: false },
  { request: 'an empty Origin', headers: { Origin: '' }, own: false },
  { request: 'a prefix of an allowed origin', headers: { Origin: `${ALLOWED}.evil.example` }, own: false },
  { request: 'an allowed origin over http', headers: { Origin: 'http://app.example.com' }, own: false },
  {
    request: 'an untrusted X-Forwarded-Host that matches',
    headers: { Host: 'inner', Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' },
    own: false,
  },
];

describe('a cookie', () => {
  it.each(rules.filter(({ own }) => own))('counts with $request', async ({ headers }) => {
    const mine = token();
    const reply = await gsmByCookie(server(), mine, { headers });
    expect(reply.status).toBe(200);
    expect(reply.cookies).toHaveLength(1);
    expect((await gsm(server(), mine)).status).toBe(401);
  });

  it.each(rules.filter(({ own }) => !own))(
    'is neither looked at nor deleted with $request',
    async ({ headers }) => {
      const mine = token();
      const reply = await gsmByCookie(server(), mine, { headers });
      expect([reply.status, reply.cookies]).toStrictEqual([401, []]);
      expect(reply.headers['www-authenticate']).toBe('Bearer');
      expect((await gsm(server(), mine)).status).toBe(200);
    },
  );

  it('that is cross-site does not spoil a valid header, and stays', async () => {
    const [inHeader, inCookie] = [token(), token()];
    const headers = { Cookie: `gsm_token=${inCookie}`, 'Sec-Fetch-Site': 'cross-site' };
    const reply = await gsm(server(), inHeader, { headers });
    expect([reply.status, reply.cookies]).toStrictEqual([200, []]);
    expect((await gsm(server(), inHeader)).status).toBe(401);
    expect((await gsm(server(), inCookie)).status).toBe(200);
  });

  it('of a header-only request that is cross-site is deleted nevertheless: it was not refused', async () => {
    const reply = await gsm(server(), token(), { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    expect(reply.status).toBe(200);
    expect(reply.cookies).toHaveLength(1);
  });
});

describe('behind a trusted proxy', () => {
  it.each([
    ['counts', 'https://shop.example', 200],
    ['is refused', 'https://inner', 401],
    ['is refused', 'https://evil.example', 401],
  ])('a cookie %s when X-Forwarded-Host is shop.example and Origin %s', async (_, Origin, status) => {
    const headers = { Host: 'inner', 'X-Forwarded-Host': 'shop.example', Origin };
    const reply = await gsmByCookie(proxied(), token(), { headers });
    expect(reply.status).toBe(status);
    expect(reply.cookies).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe('CORS', () => {
  it('lets an allowed origin read every answer, with credentials', async () => {
    const headers = { Origin: ALLOWED };
    const replies = [
      await gsmByCookie(server(), token(), { headers }),
      await session(server(), 'none', { headers }),
      await request(server(), 'PUT', SESSION_PATH, { headers }),
      await request(server(), 'GET', '/unknown', { headers }),
    ];
    expect(replies.map(({ status }) => status)).toStrictEqual([200, 401, 405, 404]);
    for (const reply of replies) {
      expect(reply.headers['access-control-allow-origin']).toBe(ALLOWED);
      expect(reply.headers['access-control-allow-credentials']).toBe('true');
      expect(reply.headers['vary']).toMatch(/\bOrigin\b/);
    }
  });

  it.each(['https://evil.example', 'null', `${ALLOWED}/`, 'HTTPS://APP.EXAMPLE.COM'])(
    'says nothing to the origin %s',
    async (Origin) => {
      const reply = await gsm(server(), token(), { headers: { Origin } });
      const names = Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'));
      expect(names).toStrictEqual([]);
      expect(reply.headers['vary']).toMatch(/\bOrigin\b/);
    },
  );

  it.each(LOGOUT_PATHS)('answers a preflight from an allowed origin at %s', async (path) => {
    const reply = await request(server(), 'OPTIONS', path, {
      headers: {
        Origin: ALLOWED,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,x-token,x-store-id',
      },
    });
    expect(reply.status).toBe(204);
    expect(reply.headers['access-control-allow-origin']).toBe(ALLOWED);
    expect(reply.headers['access-control-allow-credentials']).toBe('true');
    expect(reply.headers['access-control-allow-methods']).toContain('POST');
    for (const name of ['authorization', 'content-type', 'x-token', 'x-store-id']) {
      expect(reply.headers['access-control-allow-headers']?.toLowerCase()).toContain(name);
    }
  });

  it.each(LOGOUT_PATHS)('answers OPTIONS from another origin at %s without it', async (path) => {
    const reply = await request(server(), 'OPTIONS', path, { headers: { Origin: 'https://evil.example' } });
    expect(reply.status).toBe(204);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toStrictEqual([]);
  });
});
