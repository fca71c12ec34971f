/** Key pairs of an issuer, one for each family of algorithms, and the settings that make a server trust them. */
import type { KeyObject } from 'node:crypto';
import type { Algorithm } from '../../../src/tokens/issuer.ts';
import { configFile } from '../../support/config-file.ts';
import { SECRET, type ServerOptions } from '../../support/server.ts';
import { craft, ec, ed25519, hmac, pem, rsa, signing } from '../../unit/tokens/crafted.ts';
import { jwk } from '../../unit/tokens/jwks-server.ts';
import type { Claims } from './attacked.ts';

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** What the algorithm signs with, and the `kid` of it. */
const pairs = {
  RS256: rsa(),
  PS256: rsa(),
  ES256: ec('prime256v1'),
  EdDSA: ed25519(),
} as const satisfies Record<string, Pair>;
export type Asymmetric = keyof typeof pairs;
export const ASYMMETRIC = Object.keys(pairs) as readonly Asymmetric[];
export const ALL = ['HS256', ...ASYMMETRIC] as const;

export const kidOf = (alg: Algorithm): string => `key-of-${alg}`;
export const publicKeyOf = (alg: Asymmetric): KeyObject => pairs[alg].publicKey;

export const signer = (alg: (typeof ALL)[number]): ((input: string) => Buffer) =>
  alg === 'HS256' ? hmac(Buffer.from(SECRET)) : signing(alg, pairs[alg].privateKey);

/** A token as the issuer makes it. */
export const signedBy = (alg: (typeof ALL)[number], claims: Claims, header: object = {}): string =>
  craft({ alg, typ: 'JWT', kid: kidOf(alg), ...header }, claims, signer(alg));

/** The public keys as a JWK set, each with its `kid`, `alg` and `use`. */
const jwkSet = (): object => ({
  keys: ASYMMETRIC.map((alg) => ({ ...jwk(pairs[alg].publicKey, kidOf(alg)), alg, use: 'sig' })),
});

const pemFiles = (): Record<string, string> =>
  Object.fromEntries(ASYMMETRIC.map((alg) => [`${alg}.pem`, pem(pairs[alg].publicKey)]));

/** One issuer, `default`, that uses all of these algorithms; its secret is the suite's. */
export const trusting = (keys: readonly object[], more: object = {}): ServerOptions => ({
  env: {
    LOGOUTD_CONFIG: configFile(
      { issuers: [{ name: 'default', algorithms: ALL, keys, ...more }] },
      { ...pemFiles(), 'set.json': JSON.stringify(jwkSet()) },
    ),
    ...(keys.some((key) => 'secretEnv' in key) ? {} : { LOGOUTD_JWT_SECRET: '' }),
  },
});

export const bySecret = { secretEnv: 'LOGOUTD_JWT_SECRET', kid: kidOf('HS256') };
export const byPem = ASYMMETRIC.map((alg) => ({ pemFile: `${alg}.pem`, kid: kidOf(alg) }));
export const bySetFile = { jwksFile: 'set.json' };
