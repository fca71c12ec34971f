/** Proves signatures (RFC 7515, section 5.2) with the keys that a token's header may be tried with. */
import type { KeyObject } from 'node:crypto';
import { compactVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import type { TokenHeader } from './header.ts';
import type { VerificationKey } from './key.ts';

/** The key that proves it, or why none does. */
export type Proof = VerificationKey | Miss;
export type Miss = 'signature_invalid' | 'algorithm_refused' | 'unknown_key';

/**
 * Tries the token with each key of its `kid` and each key without one; a token without `kid`, with all of them.
 * A key is used only with an algorithm that it fits (RFC 8725, section 3.1).
 */
export async function prove(
  token: string,
  header: TokenHeader,
  keys: readonly VerificationKey[],
): Promise<Proof> {
  const named = keys.filter((key) => header.kid === null || key.kid === null || key.kid === header.kid);
  if (named.length === 0) return 'unknown_key';
  const fitting = named.filter((key) => key.algorithms.includes(header.alg));
  if (fitting.length === 0) return 'algorithm_refused';
  for (const key of fitting) {
    const held = holds(token, header.alg, key);
    if (typeof held === 'boolean' ? held : await held) return key;
  }
  return 'signature_invalid';
}

function holds(token: string, alg: TokenHeader['alg'], { key }: VerificationKey): boolean | Promise<boolean> {
  if (!isOfLength(token, key)) return false;
  if (alg === 'EdDSA') {
    return compactVerify(token, key, { algorithms: [alg] }).then(
      () => true,
      () => false,
    );
  }
  try {
    jsonwebtoken.verify(token, key, { algorithms: [alg], ignoreExpiration: true, ignoreNotBefore: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * RFC 8017, section 8.1.2: an RSA signature is as long as the modulus. OpenSSL also takes one of PSS that lacks a zero at
 * its beginning, and one token would have two spellings.
 */
function isOfLength(token: string, { asymmetricKeyDetails: details }: KeyObject): boolean {
  if (details?.modulusLength === undefined) return true;
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.byteLength(signature, 'base64url') === Math.ceil(details.modulusLength / 8);
}
