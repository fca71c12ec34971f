/** How a session, and a token of it, stand at a moment: the rules that checks and logouts share. */
import { coveringCutOff } from './cut-offs.ts';
import type { Credential, EndCause, Session, TenantPolicy } from './model.ts';
import { sighted, startOf } from './remember.ts';
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
  const timeout = timedOut(shownBy(token, session, nowMs), timeoutsFor(token, standing), nowMs);
  return timeout === null ? { live: true } : { live: false, cause: timeout.cause, recorded: false };
}

/** The session as its timeouts see it: a token that is older than it tells that it began earlier. */
function shownBy(token: Credential, session: Session | undefined, nowMs: number): Session {
  if (session === undefined) return sighted(undefined, token, nowMs, true);
  return { ...session, startedAtMs: startOf(session, token) };
}

export type Timeouts = Pick<TenantPolicy, 'idleTimeoutSeconds' | 'absoluteTimeoutSeconds'>;

/**
 * What binds a session that this token is shown of: the timeouts of its tenant and of the token's, of each the shorter.
 * The request's tenant need not be the token's, and times nothing out.
 */
export function timeoutsFor(token: Credential, { sessionPolicies, tenantPolicy }: Standing): Timeouts {
  const own = tenantPolicy !== null && tenantPolicy.tenant === token.tenant ? tenantPolicy : null;
  const both = [sessionPolicies.get(token.sessionId), own];
  const shortest = (name: keyof Timeouts): number | null => {
    const given = both.flatMap((policy) => policy?.[name] ?? []);
    return given.length === 0 ? null : Math.min(...given);
  };
  return {
    idleTimeoutSeconds: shortest('idleTimeoutSeconds'),
    absoluteTimeoutSeconds: shortest('absoluteTimeoutSeconds'),
  };
}

/** Whether no token of the session can have power any more, apart from cut-offs. */
export function isOver(session: Session, timeouts: Timeouts | null, nowMs: number): boolean {
  return isOnRecordAsOver(session, nowMs) || timedOut(session, timeouts, nowMs) !== null;
}

export function isOnRecordAsOver(session: Session, nowMs: number): boolean {
  return session.end !== null || isPastItsEnd(session, nowMs);
}

/** The end that its registration gave it; its tokens' `exp` is no end, since newer ones may follow. */
function isPastItsEnd(session: Session, nowMs: number): boolean {
  return session.expiresAtMs !== null && session.expiresAtMs <= nowMs;
}

export interface Timeout {
  readonly cause: 'idle_timeout' | 'absolute_timeout';
  /** When the session ran into it. */
  readonly atMs: number;
}

export function timedOut(session: Session, timeouts: Timeouts | null, nowMs: number): Timeout | null {
  const { absoluteTimeoutSeconds: absolute = null, idleTimeoutSeconds: idle = null } = timeouts ?? {};
  const over = (seconds: number | null, fromMs: number): number | null =>
    seconds !== null && fromMs + seconds * 1000 <= nowMs ? fromMs + seconds * 1000 : null;
  const absoluteMs = over(absolute, session.startedAtMs);
  if (absoluteMs !== null) return { cause: 'absolute_timeout', atMs: absoluteMs };
  const idleMs = over(idle, session.lastSeenAtMs);
  return idleMs === null ? null : { cause: 'idle_timeout', atMs: idleMs };
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
    : { state: 'ended', endedAtMs: timeout.atMs, cause: timeout.cause };
}
