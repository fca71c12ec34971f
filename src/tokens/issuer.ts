/** The configured issuer as data: whose tokens count here, and what may stand in them. */

/** The JWS algorithms that an issuer may use: RFC 7518 (section 3.1) and RFC 8037. `none` is not one of them. */
export const ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

export type Algorithm = (typeof ALGORITHMS)[number];

/**
 * Where keys come from. `kid` names a key: a token that carries a `kid` is tried with the keys of that name and
 * with those that have none.
 */
export type KeySource =
  /** A shared secret of at least 32 bytes, for the HS algorithms. */
  | { readonly kind: 'secret'; readonly secret: Buffer; readonly kid?: string }
  /** One public key, or one X.509 certificate. */
  | { readonly kind: 'pem'; readonly pem: string; readonly kid?: string }
  /** A JWK set (RFC 7517, section 5), read once at start. */
  | { readonly kind: 'jwks-file'; readonly path: string }
  /** A JWK set that is fetched when needed and kept. `https`, or `http` on a loopback host. */
  | { readonly kind: 'jwks-url'; readonly url: URL };

/** Which claim is read for what. */
export interface ClaimNames {
  readonly subject: string;
  readonly session: string;
  readonly token: string;
  readonly tenant: string;
  readonly email: string;
}

export const DEFAULT_CLAIMS: ClaimNames = {
  subject: 'sub',
  session: 'sid',
  token: 'jti',
  tenant: 'tid',
  email: 'email',
};

/** 30 days. */
export const DEFAULT_MAX_LIFETIME_SECONDS = 30 * 24 * 60 * 60;

export interface IssuerSettings {
  /** Half of every identity: users and sessions are (issuer, …). Unique; `default` for a lone secret. */
  readonly name: string;
  readonly algorithms: readonly Algorithm[];
  /** Several at once, so that keys can rotate. */
  readonly keys: readonly KeySource[];
  /** The `iss` that its tokens carry; `null`: whatever it says, or none. */
  readonly iss: string | null;
  /** Its tokens' `aud` names at least one of these; `null`: `aud` is not looked at. */
  readonly aud: readonly string[] | null;
  readonly claims: ClaimNames;
  /** The tenants it may speak for; `null`: any. A token without a tenant is not refused by this. */
  readonly tenants: readonly string[] | null;
  /** The longest `exp - iat` of its tokens. */
  readonly maxLifetimeSeconds: number;
}
