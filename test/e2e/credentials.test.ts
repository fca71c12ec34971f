/** Every credential of a request counts: cookie, header, and each of those that come twice. */
import { describe, expect, it } from 'vitest';
import { GSM_PATH, gsm, gsmByCookie, SESSION_PATH, SHARED_PATH, session } from '../support/logouts.ts';
import { rawRequest } from '../support/raw.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const lives = async (value: string): Promise<boolean> => (await gsm(server(), value)).status === 200;
const withCookie = (bearerToken: string, cookie: string) =>
  gsm(server(), bearerToken, { headers: { Cookie: cookie } });
const byCookies = (cookie: string) => gsmByCookie(server(), '', { headers: { Cookie: cookie } });
const DELETED = 'gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax';

describe('cookie and header together', () => {
  it('are both ended', async () => {
    const [inHeader, inCookie] = [token({ sub: 'eve' }), token()];
    const reply = await withCookie(inHeader, `gsm_token=${inCookie}`);
    expect(reply.status).toBe(200);
    expect(reply.cookies).toStrictEqual([DELETED]);
    expect([await lives(inHeader), await lives(inCookie)]).toStrictEqual([false, false]);
  });

  it('are 200 when only the header is valid, and the cookie is deleted', async () => {
    const mine = token();
    const reply = await withCookie(mine, 'gsm_token=stale');
    expect([reply.status, reply.cookies]).toStrictEqual([200, [DELETED]]);
    expect(await lives(mine)).toBe(false);
  });

  it('are 200 when only the cookie is valid', async () => {
    const mine = token();
    expect((await withCookie('stale', `gsm_token=${mine}`)).status).toBe(200);
    expect(await lives(mine)).toBe(false);
  });

  it('are 401 when neither is valid', async () => {
    const reply = await withCookie('stale', 'gsm_token=stale');
    expect([reply.status, reply.cookies]).toStrictEqual([401, [DELETED]]);
  });

  it('are 200 when one has ended already and the other lives', async () => {
    const [ended, alive] = [token(), token()];
    await session(server(), ended);
    expect((await withCookie(alive, `gsm_token=${ended}`)).status).toBe(200);
    expect(await lives(alive)).toBe(false);
  });

  it('are 401 when both have ended', async () => {
    const [one, other] = [token(), token()];
    for (const each of [one, other]) await session(server(), each);
    expect((await withCookie(one, `gsm_token=${other}`)).status).toBe(401);
  });
});

describe('a cookie name that comes twice', () => {
  it('is each ended where it is valid', async () => {
    const [one, other] = [token(), token()];
    expect((await byCookies(`gsm_token=${one}; a=b; gsm_token=${other}`)).status).toBe(200);
    expect([await lives(one), await lives(other)]).toStrictEqual([false, false]);
  });

  it.each(['before', 'after'])('does not hide the valid one that comes %s another', async (place) => {
    const mine = token();
    const pair = [`gsm_token=${mine}`, 'gsm_token=planted'];
    expect((await byCookies((place === 'before' ? pair : pair.reverse()).join('; '))).status).toBe(200);
    expect(await lives(mine)).toBe(false);
  });

  it('is read from two Cookie headers as well', async () => {
    const [one, other] = [token(), token()];
    const lines = [`POST ${GSM_PATH} HTTP/1.1`, 'Host: localhost'];
    const cookies = [`Cookie: gsm_token=${one}`, `Cookie: gsm_token=${other}`, 'Content-Length: 0'];
    expect((await rawRequest(server(), [...lines, ...cookies])).status).toBe(200);
    expect([await lives(one), await lives(other)]).toStrictEqual([false, false]);
  });
});

describe('a header that comes twice', () => {
  it.each([
    ['gsm', `POST ${GSM_PATH}`, 'Authorization', 'Bearer ', []],
    ['session', `POST ${SESSION_PATH}`, 'Authorization', 'Bearer ', []],
    ['platform', `POST ${SHARED_PATH}`, 'Authorization', 'Bearer ', []],
    ['storefront', `GET ${SHARED_PATH}`, 'Authorization', 'Bearer ', ['x-store-id: store-1']],
    ['tenant', `GET ${SHARED_PATH}`, 'x-token', '', []],
  ])(
    'is 401 at %s, whichever of the two is valid, and nothing ends',
    async (_, line, header, scheme, more) => {
      const [one, other] = [token({ tid: 'store-1' }), token({ tid: 'store-1' })];
      for (const pair of [
        [one, other],
        [one, one],
        [one, 'none'],
        ['none', one],
      ]) {
        const values = [`${header}: ${scheme}${pair[0]}`, `${header.toUpperCase()}: ${scheme}${pair[1]}`];
        const reply = await rawRequest(server(), [`${line} HTTP/1.1`, 'Host: localhost', ...more, ...values]);
        expect(reply.status).toBe(401);
      }
      expect([await lives(one), await lives(other)]).toStrictEqual([true, true]);
    },
  );

  it('is 401 at gsm even beside a valid cookie', async () => {
    const [mine, cookie] = [token(), token()];
    const values = [
      `Authorization: Bearer ${mine}`,
      `Authorization: Bearer ${mine}`,
      `Cookie: gsm_token=${cookie}`,
    ];
    const reply = await rawRequest(server(), [`POST ${GSM_PATH} HTTP/1.1`, 'Host: localhost', ...values]);
    expect(reply.status).toBe(401);
    expect(await lives(cookie)).toBe(true);
  });
});
