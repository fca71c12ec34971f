/** Reads a JWS in compact serialization (RFC 7515, section 7.1), and accepts one spelling of it only. */

/** What `JSON.parse` made of an object. Read its members with `own`: it has a prototype. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface CompactToken {
  readonly text: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** `header.payload`: what the signature covers, and what names the token. */
  readonly signedPart: string;
}

export const MAX_TOKEN_LENGTH = 16 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The token's parts, nothing in them judged yet.
 *
 * Stricter than the libraries behind it, which accept padding, white space, other alphabets and stray trailing
 * bits in base64url: here every part is written as RFC 7515 (section 2) writes it, or the token is malformed.
 */
export function readCompact(text: string): CompactToken | 'malformed' {
  if (text.length > MAX_TOKEN_LENGTH) return 'malformed';
  const parts = text.split('.', 4);
  const [headerPart, payloadPart, signaturePart] = parts;
  if (parts.length !== 3 || !headerPart || !payloadPart || signaturePart === undefined) return 'malformed';
  if (decodeCanonical(signaturePart) === null) return 'malformed';
  const header = readHeader(headerPart);
  const payload = readObject(payloadPart);
  if (header === null || payload === null) return 'malformed';
  return { text, header, payload, signedPart: `${headerPart}.${payloadPart}` };
}

/** The object's own member, or `undefined`: `__proto__` and `constructor` are names like any other. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** An issuer's tokens begin alike. */
let lastHeader: { readonly part: string; readonly header: JsonObject | null } = { part: '', header: null };

function readHeader(part: string): JsonObject | null {
  // A part of a string keeps all of it in memory, which is a credential.
  if (lastHeader.part !== part) lastHeader = { part: copyOf(part), header: readObject(part) };
  return lastHeader.header;
}

const copyOf = (part: string): string => Buffer.from(part, 'utf8').toString('utf8');

function readObject(part: string): JsonObject | null {
  const bytes = decodeCanonical(part);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}

function decodeCanonical(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
}
