/** What can be measured, and how it is asked: the two checks, and a logout that ends the session of its token. */
export const questionNames = ['verify', 'logout', 'introspection'] as const;
export type Question = (typeof questionNames)[number];

export const CHECK_KEY = 'check-key-of-the-benchmark-0123456789-abcdefgh';

/** One request for each token. */
export interface Form {
  readonly method: string;
  readonly path: string;
  /** `null`: the token is the credential. Else this key is, and the token comes in a form (RFC 7662). */
  readonly key: string | null;
  /** What each answer has to hold, beside the status 200. */
  readonly mustSay: string | null;
}

const logout = (path: string): Form => ({ method: 'POST', path, key: null, mustSay: null });

/** By contract. */
export const logouts = {
  platform: logout('/auth/logout'),
  gsm: logout('/api/security/v1/auth/logout'),
  session: logout('/api/auth/logout'),
} as const;
export type Contract = keyof typeof logouts;

export const checks = {
  verify: { method: 'GET', path: '/v1/verify', key: null, mustSay: null },
  introspection: { method: 'POST', path: '/v1/introspect', key: CHECK_KEY, mustSay: '"active":true' },
} as const satisfies Record<string, Form>;

/** As it goes over the wire. */
export function requestOf({ method, path, key }: Form, url: string, token: string): string {
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n`;
  // RFC 9110, section 8.6: a GET has none, a POST without a body says so.
  const length = method === 'GET' ? '' : 'Content-Length: 0\r\n';
  if (key === null) return `${head}${length}Authorization: Bearer ${token}\r\n\r\n`;
  const form = `token=${token}`;
  return `${head}Authorization: Bearer ${key}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n${form}`;
}
