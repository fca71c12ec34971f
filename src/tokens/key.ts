/** A key that can prove tokens, and which algorithms it fits (RFC 7518, section 3; RFC 8725, section 3.1). */
import type { KeyObject } from 'node:crypto';
import type { Algorithm } from './issuer.ts';

export interface VerificationKey {
  readonly kid: string | null;
  readonly key: KeyObject;
  /** Those of its issuer's algorithms that this key may prove; never empty. */
  readonly algorithms: readonly Algorithm[];
}

/** A configured key that cannot be used: stops the start. The message never shows key material. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly issuer: string;
  readonly source: string;

  constructor(issuer: string, source: string, problem: string) {
    super(`issuer "${issuer}", ${source}: ${problem}`);
    this.issuer = issuer;
    this.source = source;
  }
}

const MIN_SECRET_BYTES = 32;
const MIN_RSA_BITS = 2048;

const CURVES: ReadonlyMap<string, Algorithm> = new Map([
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
  ['secp521r1', 'ES512'],
]);

/** The algorithms that a key of this type, size and curve fits, or what is wrong with it. */
export function algorithmsOf(key: KeyObject): readonly Algorithm[] | string {
  if (key.type === 'secret') return ofSecret(key);
  const details = key.asymmetricKeyDetails ?? {};
  const bits = details.modulusLength ?? 0;
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return bits < MIN_RSA_BITS ? tooShort(bits) : ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
    case 'rsa-pss':
      return bits < MIN_RSA_BITS ? tooShort(bits) : ofPss(details.hashAlgorithm, details.mgf1HashAlgorithm);
    case 'ec': {
      const algorithm = CURVES.get(details.namedCurve ?? '');
      return algorithm ? [algorithm] : `its curve ${details.namedCurve} is not one of P-256, P-384, P-521`;
    }
    case 'ed25519':
      return ['EdDSA'];
    default:
      return `a key of type ${key.asymmetricKeyType} proves no token here; use RSA, EC or Ed25519`;
  }
}

function ofSecret(key: KeyObject): readonly Algorithm[] | string {
  const bytes = key.symmetricKeySize ?? 0;
  if (bytes >= MIN_SECRET_BYTES) return ['HS256', 'HS384', 'HS512'];
  return `the secret has ${bytes} bytes; ${MIN_SECRET_BYTES} is the least (RFC 7518, section 3.2)`;
}

function tooShort(bits: number): string {
  return `the RSA key has ${bits} bits; ${MIN_RSA_BITS} is the least (RFC 7518, section 3.3)`;
}

/** Only a key that is bound to one hash can be held to it. */
function ofPss(hash: string | undefined, mgf1Hash: string | undefined): readonly Algorithm[] | string {
  if (hash === mgf1Hash) {
    if (hash === 'sha256') return ['PS256'];
    if (hash === 'sha384') return ['PS384'];
    if (hash === 'sha512') return ['PS512'];
  }
  return 'its RSA-PSS parameters do not name SHA-256, SHA-384 or SHA-512 for both hashes';
}
