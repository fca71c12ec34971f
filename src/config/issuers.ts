/** From the settings file's issuers, or a lone secret, to issuers as the tokens room knows them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  DEFAULT_CLAIMS,
  DEFAULT_MAX_LIFETIME_SECONDS,
  type IssuerSettings,
  type KeySource,
} from '../tokens/issuer.ts';
import type { IssuerEntry } from './file.ts';
import { type Environment, type Report, text } from './read.ts';
import { whyUnreadable } from './unreadable.ts';

const DEFAULT_ISSUER = 'default';
const MIN_SECRET_BYTES = 32;
/** What is said of a weak one. */
export const WEAK = `must be at least ${MIN_SECRET_BYTES} bytes, and not guessable; it is the secret that your login signs with, so set a new one in the login as well`;

/** Too short; or, where it counts, guessable. */
export function isWeak(secret: string, production: boolean): boolean {
  return Buffer.byteLength(secret) < MIN_SECRET_BYTES || (production && isGuessable(secret));
}

/** Of so few different bytes, or of so short a piece said again and again, that its length is a pretence. */
export function isGuessable(secret: string): boolean {
  const bytes = Buffer.from(secret);
  return new Set(bytes).size < 8 || repeatedBytes(bytes) < MIN_SECRET_BYTES;
}

/** How long the piece is that it repeats from its beginning to its end, at least twice; its whole length where it is none. */
function repeatedBytes(bytes: Buffer): number {
  for (let length = 1; length <= bytes.length / 2; length += 1) {
    if (bytes.subarray(length).equals(bytes.subarray(0, -length))) return length;
  }
  return bytes.length;
}

/** The entry that `LOGOUTD_JWT_SECRET` alone makes. */
export function loneIssuer(secret: string): IssuerSettings {
  return {
    name: DEFAULT_ISSUER,
    algorithms: ['HS256', 'HS384', 'HS512'],
    keys: [{ kind: 'secret', secret: Buffer.from(secret) }],
    iss: null,
    aud: null,
    claims: DEFAULT_CLAIMS,
    tenants: null,
    maxLifetimeSeconds: DEFAULT_MAX_LIFETIME_SECONDS,
  };
}

export function issuersOf(
  entries: readonly IssuerEntry[],
  from: {
    readonly env: Environment;
    readonly folder: string;
    readonly production: boolean;
    readonly report: Report;
  },
): readonly IssuerSettings[] {
  const names = entries.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    from.report('LOGOUTD_CONFIG', `names two issuers ${twice}: give each its own name`);
  const refersToSecret = entries.some((entry) =>
    entry.keys.some((key) => 'secretEnv' in key && key.secretEnv === 'LOGOUTD_JWT_SECRET'),
  );
  if (text(from.env, 'LOGOUTD_JWT_SECRET') !== null && !refersToSecret) {
    from.report(
      'LOGOUTD_JWT_SECRET',
      'is set, but no issuer in LOGOUTD_CONFIG uses it: give one a key {"secretEnv": "LOGOUTD_JWT_SECRET"}, or unset it',
    );
  }
  return entries.map((entry) => ({
    name: entry.name,
    algorithms: entry.algorithms,
    keys: entry.keys.flatMap((key) => keySource(key, entry.name, from)),
    iss: entry.iss ?? null,
    aud: entry.aud === undefined ? null : [entry.aud].flat(),
    claims: entry.claims,
    tenants: entry.tenants ?? null,
    maxLifetimeSeconds: entry.maxLifetimeSeconds,
  }));
}

function keySource(
  key: IssuerEntry['keys'][number],
  issuer: string,
  from: {
    readonly env: Environment;
    readonly folder: string;
    readonly production: boolean;
    readonly report: Report;
  },
): readonly KeySource[] {
  const kid = 'kid' in key && key.kid !== undefined ? { kid: key.kid } : {};
  if ('jwksUrl' in key) return [{ kind: 'jwks-url', url: new URL(key.jwksUrl) }];
  if ('jwksFile' in key) return [{ kind: 'jwks-file', path: resolve(from.folder, key.jwksFile) }];
  if ('secretEnv' in key) {
    const secret = text(from.env, key.secretEnv);
    if (secret !== null && isWeak(secret, from.production)) from.report(key.secretEnv, WEAK);
    if (secret !== null) return [{ kind: 'secret', secret: Buffer.from(secret), ...kid }];
    from.report(key.secretEnv, `is not set, and issuer ${issuer} in LOGOUTD_CONFIG takes its secret from it`);
    return [];
  }
  const path = resolve(from.folder, 'secretFile' in key ? key.secretFile : key.pemFile);
  try {
    const content = readFileSync(path, 'utf8').trim();
    if ('secretFile' in key && isWeak(content, from.production)) {
      from.report('LOGOUTD_CONFIG', `names ${path} for issuer ${issuer}, and the secret in it ${WEAK}`);
    }
    return 'secretFile' in key
      ? [{ kind: 'secret', secret: Buffer.from(content), ...kid }]
      : [{ kind: 'pem', pem: content, ...kid }];
  } catch (error) {
    const why = whyUnreadable(error);
    from.report('LOGOUTD_CONFIG', `names ${path} for issuer ${issuer}, and that cannot be read: ${why}`);
    return [];
  }
}
