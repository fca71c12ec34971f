/** JSON Web Keys (RFC 7517) as keys that prove tokens. */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { type JsonObject, own } from './compact.ts';
import type { Algorithm } from './issuer.ts';
import { algorithmsOf, type VerificationKey } from './key.ts';

export type JwkReading =
  | { readonly key: VerificationKey }
  /** Not for us, and no fault of it: RFC 7517 (section 5) has such keys ignored. */
  | { readonly unused: string }
  /** It should not be there at all. */
  | { readonly refused: string };

/** More keys than any issuer needs; a token without `kid` may be tried with each of them. */
const MAX_KEYS = 100;

/** The members of a JWK set, or what is wrong with it. */
export function membersOf(set: unknown): readonly JsonObject[] | string {
  const members = isObject(set) ? own(set, 'keys') : undefined;
  if (!Array.isArray(members) || !members.every(isObject)) return 'not a JWK set (RFC 7517, section 5)';
  return members.length > MAX_KEYS ? `more than ${MAX_KEYS} keys in one set` : members;
}

/** Reads one member of a JWK set for an issuer that uses these algorithms. */
export function readJwk(jwk: JsonObject, algorithms: readonly Algorithm[]): JwkReading {
  const kty = own(jwk, 'kty');
  if (kty === 'oct') return { refused: 'a secret (kty "oct") has no place in a JWK set' };
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return { unused: 'its kty is not known' };
  if (Object.hasOwn(jwk, 'd')) return { refused: 'it is a private key; give the public key' };
  if (!isForVerifying(jwk)) return { unused: 'it is not for signatures' };
  const kid = own(jwk, 'kid') ?? null;
  if (kid !== null && typeof kid !== 'string') return { refused: 'its kid is not a string' };
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const fitting = algorithmsOf(key);
    if (typeof fitting === 'string') return { refused: fitting };
    const usable = algorithms.filter((algorithm) => fitting.includes(algorithm) && agrees(jwk, algorithm));
    if (usable.length === 0) return { unused: "it fits none of the issuer's algorithms" };
    return { key: { kid, key, algorithms: usable } };
  } catch {
    return { refused: 'it cannot be read as a public key' };
  }
}

/** RFC 7517, sections 4.2 and 4.3. */
function isForVerifying(jwk: JsonObject): boolean {
  const use = own(jwk, 'use');
  const operations = own(jwk, 'key_ops');
  return (
    (use === undefined || use === 'sig') &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify')))
  );
}

/** RFC 7517, section 4.4; `Ed25519` is the fully specified name of RFC 9864. */
function agrees(jwk: JsonObject, algorithm: Algorithm): boolean {
  const alg = own(jwk, 'alg');
  return alg === undefined || alg === algorithm || (alg === 'Ed25519' && algorithm === 'EdDSA');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
