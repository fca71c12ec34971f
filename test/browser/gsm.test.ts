/** gsm from a page of the same origin: its script never sees the cookie, and `fetch` sends it. */
import { describe, expect, it } from 'vitest';
import { needsChromium, sharedBrowser } from '../support/browser.ts';
import { configFile } from '../support/config-file.ts';
import { GSM_PATH, gsm, stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { fetchIn, readable } from './fetch.ts';
import { sharedFront } from './front.ts';
import { GSM_COOKIE, keptCookie, signIn } from './sign-in.ts';

const NAME = 'api.shop.localhost';
const BY_DEFAULT = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const LOGOUT = { method: 'POST', credentials: 'include' } as const;
const rest = { data: null, traceId: null, details: null };
const LOGGED_OUT = [200, { success: true, message: 'Logged out successfully.', errorType: null, ...rest }];
const UNAUTHORIZED = [401, { success: false, message: 'Unauthorized', errorType: 'Unauthorized', ...rest }];
const SHOWN_401 = /status of 401/;

const server = sharedServer();
const front = sharedFront(() => server());
const visit = sharedBrowser();
const place = () => ({ server: server(), front: front(), name: NAME });

describe('a logout by fetch with credentials', () => {
  it('ends the session of the cookie that the login set, and the cookie is gone', async (context) => {
    needsChromium(context);
    const { page, context: jar } = await visit();
    const { sessionId, accessToken } = await signIn(page, place(), {
      name: GSM_COOKIE,
      attributes: BY_DEFAULT,
    });
    expect(await keptCookie(jar, GSM_COOKIE)).toBe(accessToken);
    expect(await page.evaluate('document.cookie')).toBe('');

    expect(readable(await fetchIn(page, GSM_PATH, LOGOUT))).toStrictEqual(LOGGED_OUT);

    expect(await jar.cookies()).toStrictEqual([]);
    expect(await stateOf(server(), sessionId)).toBe('ended');
    expect((await gsm(server(), accessToken)).status).toBe(401);
  });

  it('does so for a cookie that is in the jar from an earlier day', async (context) => {
    needsChromium(context);
    const { page, context: jar } = await visit();
    const mine = token();
    const inTheJar = { name: GSM_COOKIE, value: mine, path: '/', httpOnly: true, secure: true };
    await jar.addCookies([
      { ...inTheJar, domain: '127.0.0.1', sameSite: 'Lax', expires: Date.now() / 1000 + 600 },
    ]);
    await page.goto(front().at('127.0.0.1') + front().page());
    expect(readable(await fetchIn(page, GSM_PATH, LOGOUT))).toStrictEqual(LOGGED_OUT);
    expect(await jar.cookies()).toStrictEqual([]);
    expect((await gsm(server(), mine)).status).toBe(401);
  });

  it('answers 401 without the cookie', async (context) => {
    needsChromium(context);
    const { page, expectsError } = await visit();
    expectsError(SHOWN_401);
    await signIn(page, place(), { name: GSM_COOKIE, attributes: BY_DEFAULT });
    await fetchIn(page, GSM_PATH, LOGOUT);
    expect(readable(await fetchIn(page, GSM_PATH, LOGOUT))).toStrictEqual(UNAUTHORIZED);
  });

  it('answers 401 to the ended token that is still a cookie, and clears it', async (context) => {
    needsChromium(context);
    const { page, context: jar, expectsError } = await visit();
    expectsError(SHOWN_401);
    const { accessToken } = await signIn(page, place(), { name: GSM_COOKIE, attributes: BY_DEFAULT });
    const before = await jar.cookies();
    await fetchIn(page, GSM_PATH, LOGOUT);
    await jar.addCookies(before);
    expect(await keptCookie(jar, GSM_COOKIE)).toBe(accessToken);
    expect(readable(await fetchIn(page, GSM_PATH, LOGOUT))).toStrictEqual(UNAUTHORIZED);
    expect(await jar.cookies()).toStrictEqual([]);
  });

  it('leaves the cookie where it is, and its session as it was, when the script sends none', async (context) => {
    needsChromium(context);
    const { page, context: jar, expectsError } = await visit();
    expectsError(SHOWN_401);
    const { sessionId, accessToken } = await signIn(page, place(), {
      name: GSM_COOKIE,
      attributes: BY_DEFAULT,
    });
    const without = await fetchIn(page, GSM_PATH, { method: 'POST', credentials: 'omit' });
    expect(readable(without)).toStrictEqual(UNAUTHORIZED);
    expect(await keptCookie(jar, GSM_COOKIE)).toBe(accessToken);
    expect(await stateOf(server(), sessionId)).toBe('active');
  });
});

describe.each([
  {
    login: 'for all subdomains, for the API’s paths only, and strict',
    cookie: { domain: 'shop.localhost', path: '/api/security', sameSite: 'strict' },
    attributes: 'Domain=shop.localhost; Path=/api/security; HttpOnly; Secure; SameSite=Strict',
  },
  {
    login: 'under a name that binds it to its host',
    cookie: { name: '__Host-gsm', sameSite: 'none' },
    attributes: 'Path=/; HttpOnly; Secure; SameSite=None',
  },
])('a login that sets the cookie $login', ({ cookie, attributes }) => {
  const configured = sharedServer(() => ({
    env: { LOGOUTD_CONFIG: configFile({ cookies: { gsm: cookie } }) },
  }));
  const configuredFront = sharedFront(() => configured());

  it('finds it gone after the logout', async (context) => {
    needsChromium(context);
    const { page, context: jar } = await visit();
    const name = cookie.name ?? GSM_COOKIE;
    const { sessionId, accessToken } = await signIn(
      page,
      { server: configured(), front: configuredFront(), name: NAME },
      { name, attributes },
    );
    expect(await keptCookie(jar, name)).toBe(accessToken);
    expect(readable(await fetchIn(page, GSM_PATH, LOGOUT))).toStrictEqual(LOGGED_OUT);
    expect(await jar.cookies()).toStrictEqual([]);
    expect(await stateOf(configured(), sessionId)).toBe('ended');
  });
});
