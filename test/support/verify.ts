/** `verify`, and what it says. */
import { expect } from 'vitest';
import { session } from './logouts.ts';
import { type Reply, type RequestParts, request } from './request.ts';
import { token } from './tokens.ts';

interface Server {
  readonly port: number;
}

/** Who is asked about, by each header of the answer. */
export const IDENTITY = ['subject', 'id', 'tenant', 'issuer'].map((name) => `x-session-${name}`);
/** To who brought no credential. */
export const CHALLENGE = 'Bearer realm="logoutd"';
/** To who brought one that does not count. */
export const INVALID = 'Bearer realm="logoutd", error="invalid_token"';

export const verifier =
  (server: () => Server) =>
  (parts: RequestParts = {}, method = 'GET', path = '/v1/verify'): Promise<Reply> =>
    request(server(), method, path, parts);

export const identityOf = ({ headers }: Reply): Record<string, unknown> =>
  Object.fromEntries(IDENTITY.map((name) => [name, headers[name]]));

export async function endedToken(server: Server): Promise<string> {
  const mine = token();
  expect((await session(server, mine)).status).toBe(200);
  return mine;
}

/** 401 with this challenge, not to be kept, and without a word of anybody. */
export function expectUnauthenticated(reply: Reply, challenge: string): void {
  expect(reply.status).toBe(401);
  expect(reply.headers['www-authenticate']).toBe(challenge);
  expect(reply.headers['cache-control']).toBe('no-store');
  expect(IDENTITY.filter((name) => name in reply.headers)).toEqual([]);
}
