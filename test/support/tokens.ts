/** Tokens as an issuer would make them: by jsonwebtoken, independent of the server's own minting. */
import { randomUUID } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { rememberCredential } from './canaries.ts';
import { SECRET } from './server.ts';

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** A valid token of a new session of `ada`, an hour long; `undefined` takes a claim away. */
export function token(
  claims: Readonly<Record<string, unknown>> = {},
  secret: string = SECRET,
  header: { readonly kid?: string } = {},
): string {
  const iat = nowSeconds();
  const all = { sub: 'ada', sid: randomUUID(), email: 'ada@example.com', iat, exp: iat + 3600, ...claims };
  const present = Object.entries(all).filter(([, value]) => value !== undefined);
  const signed = jsonwebtoken.sign(JSON.stringify(Object.fromEntries(present)), secret, {
    header: { alg: 'HS256', typ: 'JWT', ...header },
  });
  // Not every client is in this process: curl and browsers are not.
  rememberCredential(signed);
  return signed;
}

export const bearer = (value: string): { readonly Authorization: string } => ({
  Authorization: `Bearer ${value}`,
});
