/**
 * Pages of other origins that nobody has allowed: whatever they make the browser send, cookie and all, ends nothing and
 * deletes nothing. Each test first sees that the cookies were sent, and at last that one still logs out.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { needsChromium, sharedBrowser } from '../support/browser.ts';
import { configFile } from '../support/config-file.ts';
import { GSM_PATH, SHARED_PATH, stateOf } from '../support/logouts.ts';
import type { TestServer } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { type Attack, attacks } from './attacks.ts';
import { fetchIn, readable } from './fetch.ts';
import { type Front, sharedFront } from './front.ts';
import { GSM_COOKIE, keptCookie, REFRESH_COOKIE, type SignedIn, signIn, TENANT } from './sign-in.ts';

const NOISE = /CORS policy|ERR_FAILED|status of 40[15]/;
const COOKIES = [GSM_COOKIE, REFRESH_COOKIE];
const visit = sharedBrowser();

interface Case {
  readonly name: string;
  readonly attacker: string;
  readonly attributes: string;
  /** How an attacker there can send the cookie at all. */
  readonly by: readonly Attack['by'][];
  /** `Sec-Fetch-Site`, as the browser says it itself. */
  readonly site: string | undefined;
}

const secure: readonly Case[] = [
  {
    name: 'api.shop.localhost',
    attacker: 'evil.localhost',
    attributes: 'Path=/; HttpOnly; Secure; SameSite=None',
    by: ['script', 'form', 'sandboxed form', 'image', 'link'],
    site: 'cross-site',
  },
  {
    name: 'api.shop.localhost',
    attacker: 'forum.shop.localhost',
    attributes: 'Path=/; HttpOnly; Secure; SameSite=Strict',
    by: ['script', 'form', 'image', 'link'],
    site: 'same-site',
  },
];

/** No browser says anything of the site to such a server, and none takes a Secure cookie from it. */
const plain: readonly Case[] = [
  {
    name: 'api.shop.test',
    attacker: 'evil.test',
    // For two minutes Chromium sends such a cookie along with forms of other sites.
    attributes: 'Path=/; HttpOnly',
    by: ['form', 'sandboxed form'],
    site: undefined,
  },
  {
    name: 'api.shop.test',
    attacker: 'forum.shop.test',
    attributes: 'Path=/; HttpOnly; SameSite=Strict',
    by: ['script', 'form', 'image', 'link'],
    site: undefined,
  },
];

describe.each([
  { over: 'a secure connection', cases: secure, cookie: {} },
  { over: 'plain http', cases: plain, cookie: { secure: false } },
])('over $over', ({ cases, cookie }) => {
  const front = sharedFront(() => server());
  const server = sharedServer(() => ({
    env: {
      LOGOUTD_ALLOWED_ORIGINS: front().at('www.shop.localhost'),
      LOGOUTD_CONFIG: configFile({ cookies: { gsm: cookie, storefront: cookie } }),
    },
  }));
  const servers = () => ({ server: server(), front: front() });

  describe.each(cases)('a page of $attacker', (at) => {
    const possible = attacks.filter(({ by }) => at.by.includes(by));

    it.for(possible)('ends and deletes nothing by $way', async (attack, context) => {
      needsChromium(context);
      const { page, context: jar, expectsError } = await visit();
      expectsError(NOISE);
      const session = await signedIn(page, servers(), at);
      for (const path of [GSM_PATH, SHARED_PATH])
        await attacked(page, front(), { at, attack, path, session });
      await isUnharmed(jar, server(), session);
      await stillLogsOut(page, servers(), at, session);
    });

    it('may not send the header that storefront is known by', async (context) => {
      needsChromium(context);
      const { page, context: jar, expectsError } = await visit();
      expectsError(NOISE);
      const session = await signedIn(page, servers(), at);
      await page.goto(front().at(at.attacker) + front().page());
      const read = await fetchIn(page, front().at(at.name) + SHARED_PATH, {
        headers: { 'x-store-id': TENANT },
        credentials: 'include',
      });
      expect(read.kind).toBe('blocked');
      expect(front().seen(at.name).at(-1)?.method).toBe('OPTIONS');
      await isUnharmed(jar, server(), session);
    });
  });
});

type Servers = { readonly server: TestServer; readonly front: Front };

const signedIn = (page: Page, servers: Servers, { name, attributes }: Case): Promise<SignedIn> =>
  signIn(page, { ...servers, name }, ...COOKIES.map((cookie) => ({ name: cookie, attributes })));

interface Attempt {
  readonly at: Case;
  readonly attack: Attack;
  readonly path: string;
  readonly session: SignedIn;
}

/** Lets the attack happen, and sees that it did: it reached the server, with the cookies. */
async function attacked(page: Page, front: Front, { at, attack, path, session }: Attempt): Promise<void> {
  const { name, attacker, site } = at;
  const before = front.seen(name).length;
  await attack.run(page, { front, from: attacker, to: front.at(name) + path });
  const [sent, ...more] = front.seen(name).slice(before);
  expect(more).toStrictEqual([]);
  expect(sent?.url).toBe(path);
  expect(sent?.headers.cookie).toBe(COOKIES.map((cookie) => `${cookie}=${session.accessToken}`).join('; '));
  expect(sent?.headers['sec-fetch-site']).toBe(site);
  const posts = attack.by === 'script' || attack.by === 'form' ? front.at(attacker) : undefined;
  expect(sent?.headers.origin).toBe(attack.by === 'sandboxed form' ? 'null' : posts);
}

async function isUnharmed(jar: BrowserContext, server: TestServer, session: SignedIn): Promise<void> {
  for (const cookie of COOKIES) expect(await keptCookie(jar, cookie)).toBe(session.accessToken);
  expect(await stateOf(server, session.sessionId)).toBe('active');
}

async function stillLogsOut(
  page: Page,
  { server, front }: Servers,
  { name }: Case,
  { sessionId }: SignedIn,
): Promise<void> {
  await page.goto(front.at(name) + front.page());
  expect(readable(await fetchIn(page, GSM_PATH, { method: 'POST' }))[0]).toBe(200);
  expect(await keptCookie(page.context(), GSM_COOKIE)).toBeUndefined();
  expect(await stateOf(server, sessionId)).toBe('ended');
}
