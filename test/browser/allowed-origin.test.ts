/** Pages of other origins that `LOGOUTD_ALLOWED_ORIGINS` names: their scripts log out, and read the answer. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { needsChromium, sharedBrowser } from '../support/browser.ts';
import { configFile } from '../support/config-file.ts';
import { control, GSM_PATH, SHARED_PATH, stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { type LogoutCall, logoutCalls } from './calls.ts';
import { fetchIn, readable } from './fetch.ts';
import { sharedFront } from './front.ts';
import { GSM_COOKIE, keptCookie, signIn, TENANT } from './sign-in.ts';

const NAME = 'api.shop.localhost';
const SAME_SITE = 'www.shop.localhost';
const OTHER_SITE = 'partner.localhost';
/** A cookie for other sites too; only a deletion that says so as well is heeded on their pages. */
const attributes = 'Path=/; HttpOnly; Secure; SameSite=None';
const cookies = { gsm: { sameSite: 'none' } };

const front = sharedFront(() => server());
const server = sharedServer(() => ({
  env: {
    LOGOUTD_ALLOWED_ORIGINS: [SAME_SITE, OTHER_SITE, '127.0.0.1'].map((name) => front().at(name)).join(),
    LOGOUTD_CONFIG: configFile({ cookies }),
    LOGOUTD_TENANT_LOGOUT: 'revoke',
  },
}));
const visit = sharedBrowser();
const place = (name: string) => ({ server: server(), front: front(), name });

const open = (page: Page, name: string): Promise<unknown> => page.goto(front().at(name) + front().page());
const preflights = () =>
  front()
    .seen(NAME)
    .filter(({ method }) => method === 'OPTIONS');

describe.each([
  { origin: 'of the same site', name: SAME_SITE, site: 'same-site' },
  { origin: 'of another site', name: OTHER_SITE, site: 'cross-site' },
])('a page of an allowed origin $origin', ({ name, site }) => {
  it('logs out of gsm by the cookie, reads the answer, and the cookie is gone', async (context) => {
    needsChromium(context);
    const { page, context: jar } = await visit();
    const { sessionId, accessToken } = await signIn(page, place(NAME), { name: GSM_COOKIE, attributes });
    await open(page, name);
    const read = await fetchIn(page, front().at(NAME) + GSM_PATH, { method: 'POST', credentials: 'include' });
    expect(readable(read)).toMatchObject([200, { success: true, message: 'Logged out successfully.' }]);
    expect(front().seen(NAME).at(-1)?.headers).toMatchObject({
      cookie: `${GSM_COOKIE}=${accessToken}`,
      origin: front().at(name),
      'sec-fetch-site': site,
    });
    expect(await jar.cookies()).toStrictEqual([]);
    expect(await stateOf(server(), sessionId)).toBe('ended');
  });

  it.for(logoutCalls)(
    'logs out of $contract by $method with its headers, after a preflight',
    async (call, context) => {
      needsChromium(context);
      const { page } = await visit();
      await open(page, name);
      const before = preflights().length;
      await endsBy(page, call, front().at(NAME));
      expect(preflights().slice(before)).toMatchObject([
        { url: call.path, headers: { 'access-control-request-headers': call.preflighted } },
      ]);
    },
  );

  it('reads what a refusal says, and the headers that go with it', async (context) => {
    needsChromium(context);
    const { page, expectsError } = await visit();
    expectsError(/status of 401/);
    await open(page, name);
    const read = await fetchIn(page, front().at(NAME) + SHARED_PATH, {
      method: 'POST',
      headers: { ...bearer('no-token'), 'x-request-id': 'asked-by-a-page', traceparent: '00-1-2-00' },
    });
    expect(readable(read)).toMatchObject([401, { code: 'UNAUTHORIZED' }]);
    expect(read).toHaveProperty(['headers', 'x-request-id'], 'asked-by-a-page');
    expect(read).toHaveProperty(['headers', 'www-authenticate']);
    expect(read).toHaveProperty(['headers', 'ratelimit']);
    expect(read).toHaveProperty(['headers', 'ratelimit-policy']);
  });

  it('reads a 405 and a 404 too', async (context) => {
    needsChromium(context);
    const { page, expectsError } = await visit();
    expectsError(/status of 40[45]/);
    await open(page, name);
    expect(readable(await fetchIn(page, front().at(NAME) + GSM_PATH))[0]).toBe(405);
    expect(readable(await fetchIn(page, `${front().at(NAME)}/no/such/path`))[0]).toBe(404);
  });
});

describe('a page of an allowed origin on another port of the same host', () => {
  it('logs out of gsm by the cookie, which knows no ports', async (context) => {
    needsChromium(context);
    const { page, context: jar } = await visit();
    const { sessionId } = await signIn(page, place('127.0.0.1'), { name: GSM_COOKIE, attributes });
    expect(await keptCookie(jar, GSM_COOKIE)).toBeDefined();
    const read = await fetchIn(page, server().url + GSM_PATH, { method: 'POST', credentials: 'include' });
    expect(readable(read)[0]).toBe(200);
    expect(await jar.cookies()).toStrictEqual([]);
    expect(await stateOf(server(), sessionId)).toBe('ended');
  });
});

describe('a page of the same origin', () => {
  it.for(logoutCalls)(
    'logs out of $contract by $method with its headers, and no preflight',
    async (call, context) => {
      needsChromium(context);
      const { page } = await visit();
      await open(page, NAME);
      const before = preflights().length;
      await endsBy(page, call, front().at(NAME));
      expect(preflights().length).toBe(before);
    },
  );
});

/** The call ends its session, and the page reads the documented answer. */
async function endsBy(page: Page, call: LogoutCall, api: string): Promise<void> {
  const subject = `of-${call.contract}`;
  await control(server(), 'PUT', `/v1/accounts/${subject}`, { email: `${subject}@example.com` });
  const sid = randomUUID();
  const read = await fetchIn(page, api + call.path, {
    method: call.method,
    headers: call.headers(token({ sub: subject, sid, tid: TENANT })),
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  expect(readable(read)).toMatchObject([200, call.answer(subject)]);
  expect(await stateOf(server(), sid)).toBe('ended');
}
