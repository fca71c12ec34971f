/** Signs the tokens that logoutd hands out itself: HS256, under an issuer that has a shared secret. */
import type { KeyObject } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import type { ClaimNames } from './issuer.ts';

export interface MintedToken {
  readonly secret: KeyObject;
  /** The secret's `kid`, where it has one. */
  readonly kid?: string | null;
  /** The issuer's `iss`; `null`: none is written. */
  readonly iss: string | null;
  /** The issuer's claim names. */
  readonly claims: ClaimNames;
  readonly subject: string | null;
  /** The session claim's value: the name itself, not its tagged spelling. */
  readonly sid?: string | null;
  /** The token claim's value. */
  readonly jti?: string | null;
  readonly tenant: string | null;
  readonly email: string | null;
  /** Written in whole seconds, both rounded down: a token never outlives what was asked for. */
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  readonly audience?: string | null;
}

/**
 * The token in compact serialization. It verifies under the issuer whose secret and names these are, if that
 * issuer uses HS256, its values are at most 255 characters, and it does not live longer than the issuer allows.
 */
export function mintToken(token: MintedToken): string {
  const { claims } = token;
  const said: readonly (readonly [string, string | number | null | undefined])[] = [
    [claims.subject, token.subject],
    [claims.session, token.sid],
    [claims.token, token.jti],
    [claims.tenant, token.tenant],
    [claims.email, token.email],
    ['iss', token.iss],
    ['aud', token.audience],
    ['iat', Math.floor(token.issuedAtMs / 1000)],
    ['exp', Math.floor(token.expiresAtMs / 1000)],
  ];
  const present = said.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const header = { alg: 'HS256', typ: 'JWT', ...(token.kid ? { kid: token.kid } : {}) };
  return jsonwebtoken.sign(JSON.stringify(Object.fromEntries(present)), token.secret, {
    algorithm: 'HS256',
    header,
  });
}
