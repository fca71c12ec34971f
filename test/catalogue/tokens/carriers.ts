/** Every way in which a client brings a token: five contracts, their cookies, and the control API's header. */
import { type Seen, send } from '../../../src/kit/send.ts';
import { GSM_PATH, SESSION_PATH, SHARED_PATH, STORE } from '../../support/logouts.ts';
import { rawRequest } from '../../support/raw.ts';
import type { TestServer } from '../../support/server.ts';
import { bearer } from '../../support/tokens.ts';
import { seenRaw } from './judged.ts';

export interface Carrier {
  readonly name: string;
  readonly operationId: string;
  readonly method: string;
  readonly target: string;
  /** `other`: a valid token of somebody else, for the way that needs one beside it. */
  readonly headers: (token: string, other: string) => Readonly<Record<string, string>>;
}

const atStore = { 'x-store-id': STORE };
const logout = { method: 'POST' } as const;

/** Each of them logs a valid token out. */
export const carriers: readonly Carrier[] = [
  { ...logout, name: 'platform', operationId: 'platformLogout', target: SHARED_PATH, headers: bearer },
  { ...logout, name: 'gsm', operationId: 'gsmLogout', target: GSM_PATH, headers: bearer },
  {
    ...logout,
    name: 'gsm by its cookie',
    operationId: 'gsmLogout',
    target: GSM_PATH,
    headers: (token) => ({ Cookie: `gsm_token=${token}` }),
  },
  { ...logout, name: 'session', operationId: 'sessionLogout', target: SESSION_PATH, headers: bearer },
  {
    name: 'storefront',
    operationId: 'storefrontLogout',
    method: 'GET',
    target: SHARED_PATH,
    headers: (token) => ({ ...atStore, ...bearer(token) }),
  },
  {
    ...logout,
    name: 'storefront by POST',
    operationId: 'storefrontLogoutByPost',
    target: SHARED_PATH,
    headers: (token) => ({ ...atStore, ...bearer(token) }),
  },
  {
    name: 'tenant',
    operationId: 'tenantLogout',
    method: 'GET',
    target: SHARED_PATH,
    headers: (token) => ({ 'x-token': token }),
  },
];

/** The refresh cookie is no credential: a valid token has to come along, and is logged out whatever the cookie is. */
export const byRefreshCookie: Carrier = {
  name: 'storefront by its refresh cookie',
  operationId: 'storefrontLogout',
  method: 'GET',
  target: SHARED_PATH,
  headers: (token, other) => ({ ...atStore, ...bearer(other), Cookie: `refresh_token=${token}` }),
};

/** It takes keys, and no token at all. */
export const byControl: Carrier = {
  name: 'control',
  operationId: 'listSessions',
  method: 'GET',
  target: '/v1/sessions',
  headers: bearer,
};

/** What Node's client would not send, goes over a bare socket. */
const TIDY = /^[\t\x20-\x7e\x80-\xff]*$/;

export async function carry(
  server: TestServer,
  { method, target, headers }: Carrier,
  token: string,
  other = '',
): Promise<Seen> {
  const all = headers(token, other);
  if (Object.values(all).every((value) => TIDY.test(value))) {
    return send(server.url, { method, target, headers: all });
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${target} HTTP/1.1`, 'Host: localhost', ...lines];
  return seenRaw(await rawRequest(server, head));
}
