/** Which credentials of a request `verify` goes by: all of them, and no other. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { STORE, storefront } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { SECRET } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { CHALLENGE, endedToken, expectUnauthenticated, INVALID, verifier } from '../support/verify.ts';

const server = sharedServer();
const verify = verifier(server);

/** A client that is no browser can say of itself what it likes; what reads the cookie behind the gateway may not look. */
it('a cookie that another site sends along is not passed over for a header that counts', async () => {
  const headers = { ...bearer(token()), 'Sec-Fetch-Site': 'cross-site' };
  expect((await verify({ headers })).status).toBe(200);
  for (const cookie of [await endedToken(server()), token()]) {
    expectUnauthenticated(
      await verify({ headers: { ...headers, Cookie: `gsm_token=${cookie}` } }),
      CHALLENGE,
    );
  }
});

describe('several credentials', () => {
  const all = (one: string, other: string, third: string) => ({
    ...bearer(one),
    'x-token': other,
    Cookie: `gsm_token=${third}`,
  });

  it('of one live session pass', async () => {
    const sid = randomUUID();
    const [one, other] = [token({ sid }), token({ sid, exp: Math.floor(Date.now() / 1000) + 60 })];
    const reply = await verify({ headers: all(one, other, one) });
    expect([reply.status, reply.headers['x-session-id']]).toEqual([200, sid]);
    const twice = await verify({ headers: { Cookie: `gsm_token=${one}; gsm_token=${other}` } });
    expect(twice.status).toBe(200);
  });

  it.each([
    ['has ended', () => endedToken(server())],
    ['has expired', async () => token({ iat: 1_700_000_000, exp: 1_700_003_600 })],
    ['is of another session', async () => token()],
    ['is signed by another', async () => token({}, `${SECRET}x`)],
    ['is none', async () => 'none'],
  ])('are refused where one %s, wherever it is', async (_, make) => {
    const [mine, other] = [token(), await make()];
    for (const headers of [all(other, mine, mine), all(mine, other, mine), all(mine, mine, other)]) {
      expectUnauthenticated(await verify({ headers }), INVALID);
    }
    for (const Cookie of [`gsm_token=${mine}; gsm_token=${other}`, `gsm_token=${other}; gsm_token=${mine}`]) {
      expectUnauthenticated(await verify({ headers: { Cookie } }), INVALID);
    }
    expect((await verify({ headers: bearer(mine) })).status).toBe(200);
  });

  it.each(['Authorization', 'AUTHORIZATION', 'x-token', 'X-Token'])(
    'in a repeated %s are refused',
    async (name) => {
      const mine = token();
      const scheme = name.toLowerCase() === 'x-token' ? '' : 'Bearer ';
      const line = `${scheme}${mine}`;
      for (const other of [line, `${scheme}${token()}`, '']) {
        for (const values of [
          [line, other],
          [other, line],
        ]) {
          const lines = values.map((value, at) => `${at === 0 ? name : name.toLowerCase()}: ${value}`);
          const reply = await rawRequest(server(), ['GET /v1/verify HTTP/1.1', 'Host: localhost', ...lines]);
          expect(reply.status).toBe(401);
        }
      }
    },
  );

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a,Bearer b',
    'Bearer a b',
    'Bearer\tTOKEN',
    'Bearer\xa0TOKEN',
    '\xa0Bearer TOKEN',
    'Bearer:TOKEN',
    'Bearer,TOKEN',
    'TOKEN',
    'JWT TOKEN',
    'Token token=TOKEN',
    'Basic x, Bearer TOKEN',
  ])('are refused beside an Authorization of %j, though another counts', async (Authorization) => {
    const ended = await endedToken(server());
    const lines = [`Authorization: ${Authorization.replace('TOKEN', ended)}`, `x-token: ${token()}`];
    const reply = await rawRequest(server(), ['GET /v1/verify HTTP/1.1', 'Host: localhost', ...lines]);
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, INVALID]);
  });

  it.each([`Basic ${btoa('ada:secret')}`, 'Digest username="ada", uri="/a.b.c/"', 'Negotiate abc=='])(
    'may come beside an Authorization of another scheme: %j',
    async (Authorization) => {
      expect((await verify({ headers: { Authorization, 'x-token': token() } })).status).toBe(200);
    },
  );

  it.each(['"TOKEN', 'TOKEN"', 'TOKEN\\', 'TOK EN', '"TOKEN" x'])(
    'are refused beside a cookie that cannot be read: %j',
    async (form) => {
      const value = form.replace('TOKEN', await endedToken(server()));
      const reply = await verify({ headers: { ...bearer(token()), Cookie: `gsm_token=${value}` } });
      expectUnauthenticated(reply, INVALID);
    },
  );
});

describe('a cookie', () => {
  it.each([
    { Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' },
    { Origin: 'null' },
  ])('from another site is no credential: %j', async (headers) => {
    const Cookie = `gsm_token=${token()}`;
    expectUnauthenticated(await verify({ headers: { ...headers, Cookie } }), CHALLENGE);
  });

  it('of storefront’s that only comes along is none', async () => {
    const mine = token();
    for (const name of ['refresh_token', 'token', 'access_token']) {
      expectUnauthenticated(
        await verify({ headers: { Cookie: `${name}=${mine}`, 'x-store-id': STORE } }),
        CHALLENGE,
      );
    }
    expect((await storefront(server(), mine)).status).toBe(200);
  });
});
