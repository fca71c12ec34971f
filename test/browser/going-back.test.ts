/** What a browser does of its own accord: it keeps answers, goes back to pages, and fetches ahead. */
import { describe, expect, it } from 'vitest';
import { needsChromium, sharedBrowser } from '../support/browser.ts';
import { GSM_PATH, SHARED_PATH, STORE, stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';
import { fetchIn, readable } from './fetch.ts';
import { sharedFront } from './front.ts';
import { GSM_COOKIE, keptCookie, REFRESH_COOKIE, signIn } from './sign-in.ts';

const NAME = 'api.shop.localhost';
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const COOKIES = [GSM_COOKIE, REFRESH_COOKIE].map((name) => ({ name, attributes }));

/** So that every logout by GET ends what it is given. */
const server = sharedServer(() => ({ env: { LOGOUTD_TENANT_LOGOUT: 'revoke' } }));
const front = sharedFront(() => server());
const visit = sharedBrowser();
const place = () => ({ server: server(), front: front(), name: NAME });
const asked = (path: string) =>
  front()
    .seen(NAME)
    .filter(({ url }) => url.startsWith(path));

describe('a logout by GET', () => {
  it.for([
    { contract: 'tenant', headers: (mine: string) => ({ 'x-token': mine }) },
    { contract: 'storefront', headers: (mine: string) => ({ ...bearer(mine), 'x-store-id': STORE }) },
  ])(
    'of $contract is sent again, though its script would take what was kept',
    async ({ contract, headers }, context) => {
      needsChromium(context);
      const { page } = await visit();
      await page.goto(front().at(NAME) + front().page());
      const path = `${SHARED_PATH}?${contract}`;
      const init = { headers: headers(token({ tid: STORE })), cache: 'force-cache' } as const;
      for (const times of [1, 2]) {
        expect(readable(await fetchIn(page, path, init))[0]).toBe(200);
        expect(asked(path)).toHaveLength(times);
      }
    },
  );
});

describe('going back to the page that logged out', () => {
  it('brings no session back', async (context) => {
    needsChromium(context);
    const { page, context: jar, expectsError } = await visit();
    expectsError(/status of 401/);
    const { sessionId } = await signIn(page, place(), ...COOKIES);
    await page.evaluate(
      "addEventListener('pageshow', (event) => { document.title = 'kept: ' + event.persisted })",
    );
    expect(readable(await fetchIn(page, GSM_PATH, { method: 'POST' }))[0]).toBe(200);
    await page.goto(front().at(NAME) + front().page());
    // It comes from memory as it was left, so there is no load to wait for.
    await page.evaluate('history.back()');
    await until('the page is back', async () => (await page.title().catch(() => '')) === 'kept: true');
    expect(await keptCookie(jar, GSM_COOKIE)).toBeUndefined();
    expect(readable(await fetchIn(page, GSM_PATH, { method: 'POST' }))[0]).toBe(401);
    expect(await stateOf(server(), sessionId)).toBe('ended');
  });
});

describe('what a browser fetches ahead', () => {
  const ways = [
    { way: 'prefetch', html: (to: string) => `<link rel="prefetch" href="${to}">` },
    {
      way: 'speculation rules',
      html: (to: string) =>
        `<script type="speculationrules">${JSON.stringify({
          prefetch: [{ urls: [to], eagerness: 'immediate' }],
        })}</script>`,
    },
  ];
  const links = ways.flatMap(({ way, html }) => [SHARED_PATH, GSM_PATH].map((path) => ({ way, html, path })));

  it.for(links)('$way of $path ends no session and deletes no cookie', async ({ html, path }, context) => {
    needsChromium(context);
    const { page, context: jar, expectsError } = await visit();
    expectsError(/status of 40[15]/);
    const { sessionId, accessToken } = await signIn(page, place(), ...COOKIES);
    const link = `${path}?${sessionId}`;
    await page.goto(front().at(NAME) + front().page({ html: html(link) }));
    const ahead = await until('it is fetched ahead', () => asked(link)[0]);
    expect(ahead.headers['sec-purpose']).toMatch(/^prefetch/);
    expect(ahead.headers.cookie).toContain(`${GSM_COOKIE}=${accessToken}; ${REFRESH_COOKIE}=${accessToken}`);
    // What the browser was told before, it has heeded when it shows the next answer.
    expect((await fetchIn(page, '/healthz')).kind).toBe('answer');
    for (const { name } of COOKIES) expect(await keptCookie(jar, name)).toBe(accessToken);
    expect(await stateOf(server(), sessionId)).toBe('active');
    expect(readable(await fetchIn(page, GSM_PATH, { method: 'POST' }))[0]).toBe(200);
  });
});
