/** storefront: what it says of the account, and the refresh token that ends along. */
import { describe, expect, it } from 'vitest';
import { control, gsm, platform, SHARED_PATH, STORE, stateOf, storefront } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';

const server = sharedServer();
const put = (path: string, body: object) => control(server(), 'PUT', path, body);

describe('data and source', () => {
  it('name the registered address and `db` where the subject has an account', async () => {
    await put('/v1/accounts/with-account', { email: 'registered@example.com' });
    const reply = await storefront(server(), token({ sub: 'with-account', email: 'token@example.com' }));
    expect(reply.json()).toStrictEqual({
      message: 'Logout Success',
      data: { email: 'registered@example.com' },
      source: 'db',
    });
  });

  it.each([
    ['the token’s address', 'token@example.com', 'token@example.com'],
    ['no address', undefined, ''],
  ])('name %s and no source where it has none', async (_, email, expected) => {
    const reply = await storefront(server(), token({ sub: 'without-account', email }));
    expect(reply.json()).toStrictEqual({ message: 'Logout Success', data: { email: expected }, source: '' });
  });

  it('do not speak of an account at another store', async () => {
    await put('/v1/accounts/elsewhere', { tenant: 'store-2', email: 'registered@example.com' });
    const reply = await storefront(server(), token({ sub: 'elsewhere' }));
    expect(reply.json()).toMatchObject({ data: { email: 'ada@example.com' }, source: '' });
  });
});

describe('the refresh token in its cookie', () => {
  const withRefresh = (mine: string, refresh: string, more: Readonly<Record<string, string>> = {}) =>
    storefront(server(), mine, { headers: { Cookie: `refresh_token=${refresh}`, ...more } });

  it('ends too, and the cookie is deleted', async () => {
    const refresh = token({ sid: undefined, jti: 'refresh' });
    const reply = await withRefresh(token(), refresh);
    expect(reply.status).toBe(200);
    expect(reply.cookies).toStrictEqual([
      'refresh_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    ]);
    expect((await gsm(server(), refresh)).status).toBe(401);
  });

  it('is deleted as well when it is no JWT of ours, or was not sent', async () => {
    expect((await withRefresh(token(), 'opaque-value')).cookies).toHaveLength(1);
    expect((await storefront(server(), token())).cookies).toHaveLength(1);
  });

  it('cannot log out by itself, but its cookie is cleared', async () => {
    const refresh = token({ sid: 'refresh-alone' });
    const reply = await withRefresh('', refresh);
    expect(reply.status).toBe(401);
    expect(reply.cookies).toStrictEqual([expect.stringMatching(/^refresh_token=;/)]);
    expect((await gsm(server(), refresh)).status).toBe(200);
  });

  it('is neither ended nor deleted when another site caused the request', async () => {
    const refresh = token();
    const reply = await withRefresh(token(), refresh, { 'Sec-Fetch-Site': 'cross-site' });
    expect(reply.status).toBe(200);
    expect(reply.cookies).toStrictEqual([]);
    expect((await gsm(server(), refresh)).status).toBe(200);
    const refused = await withRefresh('none', token(), { 'Sec-Fetch-Site': 'cross-site' });
    expect([refused.status, refused.cookies]).toStrictEqual([401, []]);
  });

  it('lives on when the logout is refused', async () => {
    await put('/v1/accounts/kept', { status: 'suspended' });
    const refresh = token({ sub: 'kept', sid: 'kept-refresh' });
    const reply = await withRefresh(token({ sub: 'kept' }), refresh);
    expect([reply.status, reply.cookies]).toStrictEqual([403, []]);
    expect((await gsm(server(), refresh)).status).toBe(200);
  });

  it('is left alone when it is for another store', async () => {
    const refresh = token({ tid: 'store-2' });
    await withRefresh(token(), refresh);
    expect((await gsm(server(), refresh)).status).toBe(200);
  });
});

describe('x-store-id', () => {
  const at = (store: string, mine: string) =>
    storefront(server(), mine, { headers: { 'x-store-id': store } });

  it.each([
    ['blank', ''],
    ['of spaces', ' '],
    ['over-long', 's'.repeat(129)],
    ['with a slash', 'store/1'],
    ['with a space', 'store 1'],
    ['with a letter that is not ASCII', 'stör'],
  ])('is 400 with a valid token and 401 without when it is %s', async (_, store) => {
    const sent = Buffer.from(store).toString('latin1');
    const mine = token({ sid: `store-id ${store}` });
    const reply = await at(sent, mine);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({
      error: 'BadRequestException',
      statusCode: 400,
      path: '/auth/logout',
    });
    expect((await at(sent, 'none')).status).toBe(401);
    expect((await gsm(server(), mine)).status).toBe(200);
  });

  it('is 400 with a valid token and 401 without when it comes twice', async () => {
    const mine = token();
    for (const [first, second] of [
      ['store-1', 'store-1'],
      ['store-1', 'store-2'],
    ]) {
      const lines = (value: string) => [
        `GET ${SHARED_PATH} HTTP/1.1`,
        'Host: localhost',
        `Authorization: Bearer ${value}`,
        `x-store-id: ${first}`,
        `X-Store-Id: ${second}`,
      ];
      expect((await rawRequest(server(), lines(mine))).status).toBe(400);
      expect((await rawRequest(server(), lines('none'))).status).toBe(401);
    }
    expect((await gsm(server(), mine)).status).toBe(200);
  });

  it('may have 128 characters', async () => {
    expect((await at('s'.repeat(128), token())).status).toBe(200);
  });

  it.each(['GET', 'POST'])('must be the tenant of a token that names one: %s', async (method) => {
    const other = token({ tid: 'store-2' });
    const send = (mine: string) =>
      fetch(`${server().url}${SHARED_PATH}`, { method, headers: { 'x-store-id': STORE, ...bearer(mine) } });
    expect((await send(other)).status).toBe(401);
    expect((await platform(server(), other)).status).toBe(200);
    expect((await send(token({ tid: STORE }))).status).toBe(200);
    expect((await send(token())).status).toBe(200);
  });
});

describe('a store that admits registered accounts only', () => {
  const store = { headers: { 'x-store-id': 'members' } };

  it('answers 404 to a subject without an account, and ends nothing', async () => {
    await put('/v1/tenants/members', { registeredAccountsOnly: true });
    const reply = await storefront(server(), token({ sub: 'stranger', sid: 'stranger' }), store);
    expect(reply.status).toBe(404);
    expect(reply.json()).toMatchObject({ error: 'NotFoundException', statusCode: 404, path: '/auth/logout' });
    expect(reply.cookies).toStrictEqual([]);
    expect(await stateOf(server(), 'stranger')).toBe('active');
  });

  it('logs out a subject with one', async () => {
    await put('/v1/tenants/members', { registeredAccountsOnly: true });
    await put('/v1/accounts/member', { tenant: 'members', email: 'member@example.com' });
    const reply = await storefront(server(), token({ sub: 'member' }), store);
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ data: { email: 'member@example.com' }, source: 'db' });
  });
});

describe('an account or a store that may not log out', () => {
  it.each([
    ['a suspended account', '/v1/accounts/s-suspended', { status: 'suspended' }, 's-suspended', STORE],
    ['an inactive account', '/v1/accounts/s-inactive', { status: 'inactive' }, 's-inactive', STORE],
    ['a restricted account', '/v1/accounts/s-held', { restrictedCapabilities: ['logout'] }, 's-held', STORE],
    [
      'a restricted store',
      '/v1/tenants/s-store',
      { restrictedCapabilities: ['logout'] },
      's-anybody',
      's-store',
    ],
  ])('is 403: %s', async (_, path, body, sub, store) => {
    await put(path, body);
    // A token since: those from before an inactivation have ended with it.
    const mine = token({ sub, iat: Math.floor(Date.now() / 1000) + 5 });
    const reply = await storefront(server(), mine, { headers: { 'x-store-id': store } });
    expect(reply.status).toBe(403);
    expect(reply.json()).toMatchObject({
      error: 'ForbiddenException',
      statusCode: 403,
      message: 'Forbidden',
    });
  });
});
