/**
 * What names a session. Ruling "identity of a session": an issuer's `sid`, else its `jti`, else a digest of
 * the token's signed part. Never the whole token: a signature can be re-spelled, its signed part cannot.
 */
declare const sessionIdBrand: unique symbol;

/**
 * A session's name within its issuer, as every interface writes it: a `sid` as it stands, otherwise
 * `jti:<jti>` or `token:<digest>`. A `sid` that itself begins like one of these is written `sid:<sid>`.
 * At most 255 characters; a longer spelling is replaced by `sha256:<digest of it>`.
 */
export type SessionId = string & { readonly [sessionIdBrand]: true };

export type SessionName =
  | { readonly by: 'sid'; readonly value: string }
  | { readonly by: 'jti'; readonly value: string }
  | { readonly by: 'token'; readonly value: string };

/** A collision-resistant digest in a URL-safe alphabet, at most 64 characters. */
export type Digest = (text: string) => string;

export const MAX_IDENTIFIER_LENGTH = 255;
/** In characters, as JSON Schema counts them: a surrogate pair is one. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

const TAGGED = /^(?:sid|jti|token|sha256):/;

/** The one spelling of a name: two names that differ in kind or value never share it. */
export function sessionIdOf(name: SessionName, digest: Digest): SessionId {
  const spelled = name.by === 'sid' && !TAGGED.test(name.value) ? name.value : `${name.by}:${name.value}`;
  return (lengthOf(spelled) <= MAX_IDENTIFIER_LENGTH ? spelled : `sha256:${digest(spelled)}`) as SessionId;
}

/** Reads a session id that a client wrote. `sid:abc` and `abc` name the same session. */
export function readSessionId(text: string, digest: Digest): SessionId {
  return text.startsWith('sid:')
    ? sessionIdOf({ by: 'sid', value: text.slice(4) }, digest)
    : (text as SessionId);
}

/** What a session id names, for making a token of that session; `null` where only a digest is left of it. */
export function sessionNameOf(id: SessionId): SessionName | null {
  const tag = TAGGED.exec(id)?.[0];
  if (tag === undefined) return { by: 'sid', value: id };
  if (tag === 'sha256:') return null;
  const by = tag.slice(0, -1) as SessionName['by'];
  const value = id.slice(tag.length);
  return value === '' ? null : { by, value };
}

/** A session as one text: the length says where the issuer's name ends. */
export const sessionKey = ({
  issuer,
  sessionId,
}: {
  readonly issuer: string;
  readonly sessionId: SessionId;
}): string => `${issuer.length}:${issuer}${sessionId}`;
