/** What a login in front of logoutd does: it registers a session, and sets its token as cookies. */
import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { registered } from '../support/logouts.ts';
import type { TestServer } from '../support/server.ts';
import type { Front } from './front.ts';

/** The users' tenant: the store, where it is the storefront that they log out of. */
export const TENANT = 'tenant-1';
export const GSM_COOKIE = 'gsm_token';
export const REFRESH_COOKIE = 'refresh_token';

export interface SignedIn {
  readonly sessionId: string;
  readonly accessToken: string;
}

export interface CookieLine {
  readonly name: string;
  /** As they stand behind the value in `Set-Cookie`. */
  readonly attributes: string;
}

/** Leaves the page at the login's own page, under that name for the server. */
export async function signIn(
  page: Page,
  { server, front, name }: { readonly server: TestServer; readonly front: Front; readonly name: string },
  ...cookies: readonly CookieLine[]
): Promise<SignedIn> {
  const user = { subject: randomUUID(), tenant: TENANT };
  const session = await registered(server, user);
  const lines = cookies.map((cookie) => `${cookie.name}=${session.accessToken}; ${cookie.attributes}`);
  await page.goto(front.at(name) + front.page({ headers: { 'Set-Cookie': lines } }));
  return session;
}

/** The value in the jar; `undefined`: the browser keeps no such cookie. */
export async function keptCookie(context: BrowserContext, name: string): Promise<string | undefined> {
  return (await context.cookies()).find((cookie) => cookie.name === name)?.value;
}
