/**
 * How long what is known has to be kept. Ruling "remembering": an ended session, until the latest `exp` seen
 * for it, its own `expiresAt`, and its end plus the issuer's maximum token lifetime have all passed.
 */
import type { Credential, End, Session } from './model.ts';

/** How far ahead of our clock a token's `iat` and `nbf` may be; `exp` has no leeway. */
export const CLOCK_LEEWAY_MS = 30_000;

/** How long after a moment the tokens issued up to it can live. */
export const retentionMs = (maxLifetimeMs: number): number => maxLifetimeMs + CLOCK_LEEWAY_MS;

/** The session as it is known once this token of it was seen. A dead token extends only the memory. */
export function sighted(
  session: Session | undefined,
  token: Credential,
  nowMs: number,
  live: boolean,
): Session {
  if (session === undefined) {
    return {
      issuer: token.issuer,
      sessionId: token.sessionId,
      subject: token.subject,
      tenant: token.tenant,
      email: token.email,
      device: null,
      startedAtMs: Math.min(token.issuedAtMs ?? nowMs, nowMs),
      registeredAtMs: null,
      lastSeenAtMs: nowMs,
      expiresAtMs: null,
      latestTokenExpiresAtMs: token.expiresAtMs,
      keyId: token.keyId,
      end: null,
      retainUntilMs: Math.max(token.expiresAtMs, nowMs + retentionMs(token.maxLifetimeMs)),
    };
  }
  const latestTokenExpiresAtMs = Math.max(session.latestTokenExpiresAtMs ?? 0, token.expiresAtMs);
  const lasts = live
    ? Math.max(token.expiresAtMs, nowMs + retentionMs(token.maxLifetimeMs))
    : token.expiresAtMs;
  return {
    ...session,
    startedAtMs: startOf(session, token),
    subject: session.subject ?? token.subject,
    tenant: session.tenant ?? token.tenant,
    email: session.email ?? token.email,
    latestTokenExpiresAtMs,
    keyId: live ? token.keyId : session.keyId,
    lastSeenAtMs: live ? Math.max(session.lastSeenAtMs, nowMs) : session.lastSeenAtMs,
    retainUntilMs: session.retainUntilMs === null ? null : Math.max(session.retainUntilMs, lasts),
  };
}

/** Whether the token says of its session what the record does not have yet, beside the time and the key: see `sighted`. */
export function tellsMore(token: Credential, known: Session): boolean {
  return (
    known.latestTokenExpiresAtMs === null ||
    token.expiresAtMs > known.latestTokenExpiresAtMs ||
    startOf(known, token) !== known.startedAtMs ||
    (known.subject === null && token.subject !== null) ||
    (known.tenant === null && token.tenant !== null) ||
    (known.email === null && token.email !== null)
  );
}

/** A session began no later than any token of it, unless somebody knew when, and registered it. */
export function startOf(session: Session, token: Credential): number {
  if (session.registeredAtMs !== null || token.issuedAtMs === null) return session.startedAtMs;
  return Math.min(session.startedAtMs, token.issuedAtMs);
}

/** The session with its end, retained until that moment at least. A session that has an end keeps it. */
export function ended(session: Session, end: End, retainUntilMs: number): Session {
  if (session.end !== null) return session;
  return {
    ...session,
    end,
    retainUntilMs: Math.max(
      session.retainUntilMs ?? 0,
      session.latestTokenExpiresAtMs ?? 0,
      session.expiresAtMs ?? 0,
      retainUntilMs,
    ),
  };
}
