/** The documented request of each contract, and the control API beside them. */
import { type Reply, type RequestParts, request } from './request.ts';
import { ADMIN_KEY } from './server.ts';
import { bearer } from './tokens.ts';

interface Server {
  readonly port: number;
}
type Logout = (server: Server, token: string, parts?: RequestParts) => Promise<Reply>;

export const GSM_PATH = '/api/security/v1/auth/logout';
export const SESSION_PATH = '/api/auth/logout';
/** Of tenant, storefront and platform. */
export const SHARED_PATH = '/auth/logout';
/** What a client of storefront says it is at, unless a test says otherwise. */
export const STORE = 'store-1';

const withHeaders = (parts: RequestParts, headers: Readonly<Record<string, string>>): RequestParts => ({
  ...parts,
  headers: { ...headers, ...parts.headers },
});

export const platform: Logout = (server, token, parts = {}) =>
  request(server, 'POST', SHARED_PATH, withHeaders(parts, bearer(token)));

export const gsm: Logout = (server, token, parts = {}) =>
  request(server, 'POST', GSM_PATH, withHeaders(parts, bearer(token)));

export const gsmByCookie: Logout = (server, token, parts = {}) =>
  request(server, 'POST', GSM_PATH, withHeaders(parts, { Cookie: `gsm_token=${token}` }));

export const session: Logout = (server, token, parts = {}) =>
  request(server, 'POST', SESSION_PATH, withHeaders(parts, bearer(token)));

export const storefront: Logout = (server, token, parts = {}) =>
  request(server, 'GET', SHARED_PATH, withHeaders(parts, { 'x-store-id': STORE, ...bearer(token) }));

export const tenant: Logout = (server, token, parts = {}) =>
  request(server, 'GET', SHARED_PATH, withHeaders(parts, { 'x-token': token }));

/** The four contracts that always revoke. */
export const revoking = { platform, gsm, session, storefront } as const;

export const control = (server: Server, method: string, path: string, body?: object): Promise<Reply> =>
  request(server, method, path, { headers: bearer(ADMIN_KEY), ...(body === undefined ? {} : { body }) });

/** A session's record as the control API shows it; `undefined`: it knows none. */
export async function sessionRecord(
  server: Server,
  sessionId: string,
  issuer = 'default',
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const path = `/v1/sessions/${encodeURIComponent(sessionId)}?issuer=${encodeURIComponent(issuer)}`;
  const reply = await control(server, 'GET', path);
  return reply.status === 404 ? undefined : (reply.json() as Record<string, unknown>);
}

/** Makes a session known, and resolves to a token of it. */
export async function registered(
  server: Server,
  session: { readonly subject: string; readonly issuer?: string; readonly sessionId?: string },
): Promise<{ readonly sessionId: string; readonly accessToken: string }> {
  const reply = await control(server, 'POST', '/v1/sessions', session);
  if (reply.status !== 201) throw new Error(`the session was not registered: ${reply.status} ${reply.text}`);
  return reply.json() as { sessionId: string; accessToken: string };
}

/** `active` or `ended`, as the control API says. */
export async function stateOf(server: Server, sessionId: string, issuer = 'default'): Promise<unknown> {
  return (await sessionRecord(server, sessionId, issuer))?.['state'];
}
