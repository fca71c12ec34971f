/** What says whether a token has power: `verify`, introspection (RFC 7662); and its revocation (RFC 7009). */
import { type Reply, type RequestParts, request } from './request.ts';
import { ADMIN_KEY, CHECK_KEY } from './server.ts';
import { bearer } from './tokens.ts';

interface Server {
  readonly port: number;
}

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

export const verify = (server: Server, token: string, parts: RequestParts = {}): Promise<Reply> =>
  request(server, 'GET', '/v1/verify', { ...parts, headers: { ...bearer(token), ...parts.headers } });

/** A form as RFC 7662 and RFC 7009 have it, or what is sent in its place. */
type Form = string | Readonly<Record<string, string>>;

const post = (server: Server, path: string, form: Form, headers: object): Promise<Reply> => {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  return request(server, 'POST', path, { headers: { ...FORM, ...headers }, body });
};

export const introspectForm = (server: Server, form: Form, headers: object = {}): Promise<Reply> =>
  post(server, '/v1/introspect', form, { ...bearer(CHECK_KEY), ...headers });

export const introspect = (server: Server, token: string): Promise<Reply> =>
  introspectForm(server, { token });

export const revokeForm = (server: Server, form: Form, headers: object = {}): Promise<Reply> =>
  post(server, '/v1/revoke', form, { ...bearer(ADMIN_KEY), ...headers });

export const revoke = (server: Server, token: string): Promise<Reply> => revokeForm(server, { token });

/** Whether the token has power, as `verify` and introspection say with one voice. */
export async function isActive(server: Server, token: string): Promise<boolean> {
  const verified = (await verify(server, token)).status === 200;
  const { active } = (await introspect(server, token)).json() as { readonly active: boolean };
  if (verified !== active) throw new Error(`verify says ${verified}, and introspection ${active}`);
  return active;
}
