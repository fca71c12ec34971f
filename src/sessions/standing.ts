/** How a session, and a token of it, stand at a moment: the rules that checks and logouts share. */
import { coveringCutOff } from './cut-offs.ts';
import type { Credential, EndCause, Session, TenantPolicy } from './model.ts';
import { sighted } from './remember.ts';
import type { Standing } from './store.ts';

export type Verdict =
  | { readonly live: true }
  /** The session's record says so. `expired`: the end that its registration gave it has passed. */
  | { readonly live: false; readonly recorded: true; readonly cause: EndCause | 'expired' }
  /** A rule says so, and the session's record does not yet. */
  | { readonly live: false; readonly recorded: false; readonly cause: EndCause }
  /** The session is another subject's: the token is not valid for it. */
  | { readonly live: false; readonly recorded: true; readonly cause: 'subject_mismatch' };

/** Says whether the token has power. The account's status is not looked at here. */
export function judge(token: Credential, standing: Standing, nowMs: number): Verdict {
  const session = standing.sessions.get(token.sessionId);
  if (session !== undefined && session.subject !== null && session.subject !== token.subject) {
    return { live: false, cause: 'subject_mismatch', recorded: true };
  }
  if (session?.end) return { live: false, cause: session.end.cause, recorded: true };
  const cutOff = coveringCutOff(standing.cutOffs, token, session);
  if (cutOff !== undefined) return { live: false, cause: cutOff.cause, recorded: false };
  if (session !== undefined && isPastItsEnd(session, nowMs)) {
    return { live: false, cause: 'expired', recorded: true };
  }
  // A session that nobody had heard of began no later than its token.
  const timeout =
    session === undefined
      ? timedOut(sighted(undefined, token, nowMs, true), policyFor(token, standing), nowMs)
      : timedOut(session, standing.sessionPolicies.get(session.sessionId) ?? null, nowMs);
  return timeout === null ? { live: true } : { live: false, cause: timeout, recorded: false };
}

/** The request's tenant need not be the token's: only the latter may time a session out. */
function policyFor(token: Credential, { tenantPolicy }: Standing): TenantPolicy | null {
  return tenantPolicy?.tenant === token.tenant ? tenantPolicy : null;
}

/** Whether no token of the session can have power any more, apart from cut-offs. */
export function isOver(session: Session, policy: TenantPolicy | null, nowMs: number): boolean {
  return session.end !== null || isPastItsEnd(session, nowMs) || timedOut(session, policy, nowMs) !== null;
}

/** The end that its registration gave it; its tokens' `exp` is no end, since newer ones may follow. */
function isPastItsEnd(session: Session, nowMs: number): boolean {
  return session.expiresAtMs !== null && session.expiresAtMs <= nowMs;
}

/** The timeout of its tenant that a session has run into, if any. */
export function timedOut(
  session: Session,
  policy: TenantPolicy | null,
  nowMs: number,
): 'idle_timeout' | 'absolute_timeout' | null {
  const { absoluteTimeoutSeconds: absolute = null, idleTimeoutSeconds: idle = null } = policy ?? {};
  if (absolute !== null && session.startedAtMs + absolute * 1000 <= nowMs) return 'absolute_timeout';
  if (idle !== null && session.lastSeenAtMs + idle * 1000 <= nowMs) return 'idle_timeout';
  return null;
}

/** When a session looks over: at the end that its registration gave it, else with the latest token seen. */
export function expiryOf(session: Session): number | null {
  return session.expiresAtMs ?? session.latestTokenExpiresAtMs;
}

/**
 * What a listing says of a session; `policy` is that of the session's tenant. One whose tokens seen so far have
 * all expired is shown as ended, although a newer token would show it alive: `isOver` is the stricter question.
 */
export function sessionState(
  session: Session,
  policy: TenantPolicy | null,
  nowMs: number,
):
  | { readonly state: 'active' }
  | { readonly state: 'ended'; readonly endedAtMs: number; readonly cause: EndCause | 'expired' } {
  if (session.end !== null) return { state: 'ended', endedAtMs: session.end.atMs, cause: session.end.cause };
  const expiry = expiryOf(session);
  if (expiry !== null && expiry <= nowMs) return { state: 'ended', endedAtMs: expiry, cause: 'expired' };
  const timeout = timedOut(session, policy, nowMs);
  return timeout === null
    ? { state: 'active' }
    : { state: 'ended', endedAtMs: timeoutMs(session, policy, timeout), cause: timeout };
}

function timeoutMs(
  session: Session,
  policy: TenantPolicy | null,
  timeout: 'idle_timeout' | 'absolute_timeout',
): number {
  return timeout === 'absolute_timeout'
    ? session.startedAtMs + (policy?.absoluteTimeoutSeconds ?? 0) * 1000
    : session.lastSeenAtMs + (policy?.idleTimeoutSeconds ?? 0) * 1000;
}
