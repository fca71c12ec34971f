/** storefront: the refresh cookie goes along with the access token, ends with it, and is deleted. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { needsChromium, sharedBrowser } from '../support/browser.ts';
import { configFile } from '../support/config-file.ts';
import { registered, SHARED_PATH, stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer } from '../support/tokens.ts';
import { fetchIn, readable } from './fetch.ts';
import { sharedFront } from './front.ts';
import { keptCookie, REFRESH_COOKIE, type SignedIn, signIn, TENANT } from './sign-in.ts';

const NAME = 'api.store.localhost';
const SHOP = 'shop.store.localhost';
const PARTNER = 'partner.localhost';
const visit = sharedBrowser();

describe.each([
  {
    refresh: 'as it is by default',
    cookie: {},
    attributes: 'Path=/; HttpOnly; Secure; SameSite=Lax',
    page: NAME,
  },
  {
    refresh: 'of the whole domain, for the logout’s path only',
    cookie: { name: 'rt', domain: 'store.localhost', path: '/auth', sameSite: 'strict' },
    attributes: 'Domain=store.localhost; Path=/auth; HttpOnly; Secure; SameSite=Strict',
    page: SHOP,
  },
  {
    refresh: 'for other sites too',
    cookie: { sameSite: 'none' },
    attributes: 'Path=/; HttpOnly; Secure; SameSite=None',
    page: PARTNER,
  },
])('a refresh cookie $refresh, and a page at $page', ({ cookie, attributes, page: pageName }) => {
  const front = sharedFront(() => server());
  const server = sharedServer(() => ({
    env: {
      LOGOUTD_ALLOWED_ORIGINS: [SHOP, PARTNER].map((name) => front().at(name)).join(),
      LOGOUTD_CONFIG: configFile({ cookies: { storefront: cookie } }),
    },
  }));
  const name = cookie.name ?? REFRESH_COOKIE;
  const signedIn = async (page: Page): Promise<SignedIn> => {
    const place = { server: server(), front: front(), name: NAME };
    const refresh = await signIn(page, place, { name, attributes });
    await page.goto(front().at(pageName) + front().page());
    return refresh;
  };
  const logOut = (page: Page, method: string, authorization: string) =>
    fetchIn(page, front().at(NAME) + SHARED_PATH, {
      method,
      headers: { ...bearer(authorization), 'x-store-id': TENANT },
      credentials: 'include',
    });

  it.for(['GET', 'POST'])(
    'is gone after a logout by %s, and both sessions have ended',
    async (method, context) => {
      needsChromium(context);
      const { page, context: jar } = await visit();
      const access = await registered(server(), { subject: 'ada' });
      const refresh = await signedIn(page);
      expect(await keptCookie(jar, name)).toBe(refresh.accessToken);
      const read = await logOut(page, method, access.accessToken);
      expect(readable(read)).toMatchObject([200, { message: 'Logout Success' }]);
      expect(await jar.cookies()).toStrictEqual([]);
      expect(await stateOf(server(), access.sessionId)).toBe('ended');
      expect(await stateOf(server(), refresh.sessionId)).toBe('ended');
    },
  );

  it('is gone after a 401 too, but is no credential: its session goes on', async (context) => {
    needsChromium(context);
    const { page, context: jar, expectsError } = await visit();
    expectsError(/status of 401/);
    const refresh = await signedIn(page);
    expect(readable(await logOut(page, 'POST', 'no-token'))[0]).toBe(401);
    expect(await jar.cookies()).toStrictEqual([]);
    expect(await stateOf(server(), refresh.sessionId)).toBe('active');
  });
});
