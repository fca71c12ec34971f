/**
 * What a token has to be, read from the RFCs and the README a second time and in another way: by `node:crypto`,
 * arithmetic on the spelling, and whole milliseconds. No code of the guard is used.
 */
import { isUtf8 } from 'node:buffer';
import { constants, createHmac, type KeyObject, verify } from 'node:crypto';

export interface ModelKey {
  /** The one algorithm that it is for; an HMAC secret as bytes. */
  readonly alg: string;
  readonly kid: string | null;
  readonly key: KeyObject | Buffer;
}

export interface Modelled {
  readonly keys: readonly ModelKey[];
  readonly nowMs: number;
  readonly maxLifetimeSeconds: number;
}

type Members = ReadonlyMap<string, unknown>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const TYPES = ['jwt', 'at+jwt', 'application/jwt', 'application/at+jwt'];
const MAX_LENGTH = 16 * 1024;
const LEEWAY_MS = 30_000;

/** Whether the token is a credential under an issuer with these keys, and neither `iss` nor `aud`. */
export function isCredential(token: string, { keys, nowMs, maxLifetimeSeconds }: Modelled): boolean {
  const parts = token.split('.');
  const [header, payload, signature] = parts.map(bytesOf);
  if (token.length > MAX_LENGTH || parts.length !== 3 || !header?.length || !payload?.length || !signature)
    return false;
  const [head, claims] = [membersOf(header), membersOf(payload)];
  if (head === null || claims === null || !hasGoodHead(head)) return false;
  if (claims.has('events') || !hasGoodTimes(claims, nowMs, maxLifetimeSeconds)) return false;
  if (!['sub', 'sid', 'jti', 'tid', 'email'].every((name) => isNameOrAbsent(claims.get(name)))) return false;
  const kid = head.get('kid') ?? null;
  const signed = Buffer.from(token.slice(0, token.lastIndexOf('.')));
  return keys.some(
    (key) =>
      key.alg === head.get('alg') &&
      (kid === null || key.kid === null || key.kid === kid) &&
      signatureHolds(key, signed, signature),
  );
}

/** The bytes of base64url as RFC 4648 (sections 3.5 and 5) has it: no padding, and no bit set that no byte takes. */
function bytesOf(part: string): Buffer | null {
  if (!/^[A-Za-z0-9_-]*$/.test(part) || part.length % 4 === 1) return null;
  const spareBits = [0, 0, 4, 2][part.length % 4] ?? 0;
  const last = ALPHABET.indexOf(part.at(-1) ?? 'A');
  return last % 2 ** spareBits === 0 ? Buffer.from(part, 'base64url') : null;
}

function membersOf(bytes: Buffer): Members | null {
  if (!isUtf8(bytes)) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (Object.prototype.toString.call(value) !== '[object Object]') return null;
    return new Map(Object.entries(value as object));
  } catch {
    return null;
  }
}

function hasGoodHead(head: Members): boolean {
  const [typ, kid] = [head.get('typ'), head.get('kid')];
  return (
    !head.has('crit') &&
    !head.has('b64') &&
    (!head.has('typ') || (typeof typ === 'string' && TYPES.includes(typ.toLowerCase()))) &&
    (!head.has('kid') || (typeof kid === 'string' && kid.length <= 255))
  );
}

/** In milliseconds; `exp` has no leeway, and `nbf` and `iat` have 30 seconds. */
function hasGoodTimes(claims: Members, nowMs: number, maxLifetimeSeconds: number): boolean {
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => claims.get(name));
  if (typeof exp !== 'number' || !Number.isSafeInteger(exp) || exp * 1000 - nowMs <= 0) return false;
  for (const time of [nbf, iat]) {
    if (time === undefined) continue;
    if (typeof time !== 'number' || !Number.isFinite(time) || time * 1000 - LEEWAY_MS > nowMs) return false;
  }
  const fromMs = iat === undefined ? nowMs : Number(iat) * 1000;
  return exp * 1000 - fromMs <= maxLifetimeSeconds * 1000;
}

function isNameOrAbsent(value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'string' && [...value].length <= 255 && !/\p{Surrogate}/u.test(value);
}

function signatureHolds({ alg, key }: ModelKey, signed: Buffer, signature: Buffer): boolean {
  const hash = `sha${alg.slice(2)}`;
  if (Buffer.isBuffer(key)) return createHmac(hash, key).update(signed).digest().equals(signature);
  if (alg === 'EdDSA') return verify(null, signed, key, signature);
  if (alg.startsWith('ES')) return verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
  if (alg.startsWith('RS')) return verify(hash, signed, key, signature);
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  return verify(hash, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
}
