/** Tokens made by hand with `node:crypto` alone, so that no library under test vouches for itself. */
import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Algorithm, DEFAULT_CLAIMS, type IssuerSettings } from '../../../src/tokens/issuer.ts';
import { createTokenVerifier, type Verified, type VerifierOptions } from '../../../src/tokens/verifier.ts';

export const NOW_MS = Date.UTC(2026, 0, 1, 12);
export const NOW = NOW_MS / 1000;
export const SECRET = Buffer.from('0123456789abcdef0123456789abcdef');

/** A part as it is: text or bytes to encode, or an object to write as JSON first. */
type Part = string | Buffer | object;
type Signer = (input: string) => Buffer;

export function encode(part: Part): string {
  if (typeof part === 'string' || Buffer.isBuffer(part)) return Buffer.from(part).toString('base64url');
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

export function craft(header: Part, payload: Part, signer: Signer = hmac()): string {
  const signedPart = `${encode(header)}.${encode(payload)}`;
  return `${signedPart}.${signer(signedPart).toString('base64url')}`;
}

export function hmac(secret: Buffer = SECRET, hash = 'sha256'): Signer {
  return (input) => createHmac(hash, secret).update(input).digest();
}

/** Signs as the algorithm demands: RFC 7518, sections 3.3 to 3.5, and RFC 8037, section 3.1. */
export function signing(alg: Algorithm, key: KeyObject): Signer {
  const hash = `sha${alg.slice(2)}`;
  if (alg === 'EdDSA') return (input) => sign(null, Buffer.from(input), key);
  if (alg.startsWith('ES')) {
    return (input) => sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  }
  if (alg.startsWith('PS')) {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
    return (input) => sign(hash, Buffer.from(input), { key, padding, saltLength });
  }
  return (input) => sign(hash, Buffer.from(input), key);
}

export const HEADER = { alg: 'HS256', typ: 'JWT' };

/** An hour's token of user u1, session s1, with these claims besides or instead. */
export function claims(more: object = {}): object {
  return { sub: 'u1', sid: 's1', iat: NOW, exp: NOW + 3600, ...more };
}

export function issuer(more: Partial<IssuerSettings> = {}): IssuerSettings {
  return {
    name: 'default',
    algorithms: ['HS256'],
    keys: [{ kind: 'secret', secret: SECRET }],
    iss: null,
    aud: null,
    claims: DEFAULT_CLAIMS,
    tenants: null,
    maxLifetimeSeconds: 30 * 86_400,
    ...more,
  };
}

/** One check of one token, by these issuers, at the crafted time. */
export async function check(
  token: string,
  issuers: readonly IssuerSettings[] = [issuer()],
  options: Partial<VerifierOptions> = {},
): Promise<Verified> {
  const verifier = await createTokenVerifier(issuers, { now: () => NOW_MS, ...options });
  try {
    return await verifier.verify(token);
  } finally {
    verifier.close();
  }
}

export const refused = (reason: string) => ({ ok: false, reason });

export const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

export const rsa = (modulusLength = 2048) => generateKeyPairSync('rsa', { modulusLength });
export const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
export const ed25519 = () => generateKeyPairSync('ed25519');
