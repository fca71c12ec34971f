/** Which cookies are credentials, and which are deleted with which attributes. */
import { describe, expect, it } from 'vitest';
import { configFile } from '../support/config-file.ts';
import { gsm, gsmByCookie, session, storefront } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();
const lives = async (value: string): Promise<boolean> => (await gsm(server(), value)).status === 200;
const byCookies = (cookie: string) => gsmByCookie(server(), '', { headers: { Cookie: cookie } });
const DELETED = 'gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax';

describe('a cookie', () => {
  it('may be quoted (RFC 6265, section 4.1.1)', async () => {
    const mine = token();
    expect((await byCookies(`gsm_token="${mine}"`)).status).toBe(200);
    expect(await lives(mine)).toBe(false);
  });

  it.each(['GSM_TOKEN', 'gsm_token2', 'x-gsm_token', '__Host-gsm_token'])(
    'of another name is none: %s',
    async (name) => {
      const reply = await byCookies(`${name}=${token()}`);
      expect([reply.status, reply.cookies]).toStrictEqual([401, []]);
    },
  );

  it.each([
    'gsm_token=',
    'gsm_token',
    'gsm_token=a b',
    'gsm_token=%00',
    'gsm_token=="',
    ';;=;gsm_token=\u00e9',
  ])('that is illegible is 401, and cleared: %j', async (cookie) => {
    const reply = await byCookies(cookie);
    expect([reply.status, reply.cookies]).toStrictEqual([401, [DELETED]]);
  });

  it.each([4096, 12_000])('of %i characters is 401, and cleared', async (length) => {
    const reply = await byCookies(`gsm_token=${'e'.repeat(length)}`);
    expect([reply.status, reply.cookies]).toStrictEqual([401, [DELETED]]);
  });

  it('that has expired is cleared', async () => {
    const reply = await gsmByCookie(server(), token({ iat: 1_700_000_000, exp: 1_700_003_600 }));
    expect([reply.status, reply.cookies]).toStrictEqual([401, [DELETED]]);
  });

  it('that was not sent is not cleared at 401, but is after a logout', async () => {
    expect((await gsm(server(), 'none')).cookies).toStrictEqual([]);
    expect((await gsm(server(), token())).cookies).toStrictEqual([DELETED]);
  });

  it('is no credential of session, and is not deleted there', async () => {
    const mine = token();
    const reply = await session(server(), '', {
      headers: { Cookie: `gsm_token=${mine}; refresh_token=${mine}` },
    });
    expect([reply.status, reply.cookies]).toStrictEqual([401, []]);
    expect(await lives(mine)).toBe(true);
  });
});

describe('configured cookies', () => {
  const cookies = {
    gsm: { name: 'gsm_token', domain: 'example.com', path: '/api', sameSite: 'strict' },
    storefront: {
      name: 'rt',
      domain: '.shop.example.com',
      path: '/auth',
      secure: false,
      httpOnly: false,
      sameSite: 'lax',
    },
  };
  const configured = sharedServer(() => ({ env: { LOGOUTD_CONFIG: configFile({ cookies }) } }));
  const EXPIRED = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';

  it('are deleted with the attributes that they were set with', async () => {
    const attributes = (line: string | undefined) => (line ?? '').split('; ').sort();
    const [gsmCookie] = (await gsm(configured(), token())).cookies;
    expect(attributes(gsmCookie)).toStrictEqual(
      [
        'gsm_token=',
        'Domain=example.com',
        'Path=/api',
        EXPIRED,
        'HttpOnly',
        'Secure',
        'SameSite=Strict',
      ].sort(),
    );
    const [refreshCookie] = (await storefront(configured(), token())).cookies;
    expect(attributes(refreshCookie)).toStrictEqual(
      ['rt=', 'Domain=.shop.example.com', 'Path=/auth', EXPIRED, 'SameSite=Lax'].sort(),
    );
  });

  it('are read by their configured names', async () => {
    const refresh = token();
    await storefront(configured(), token(), { headers: { Cookie: `rt=${refresh}` } });
    expect((await gsm(configured(), refresh)).status).toBe(401);
  });
});
