/** What a token tells by being seen: its session becomes known, and is remembered for as long as it lasts. */
import { endOfTimeout } from './changes.ts';
import { coveringCutOff } from './cut-offs.ts';
import type { Credential, Session } from './model.ts';
import { ended, sighted } from './remember.ts';
import { isOnRecordAsOver, timedOut, timeoutsFor, type Verdict } from './standing.ts';
import type { Change, Standing } from './store.ts';

export interface Sighting {
  /** The session as it is known now. */
  readonly session: Session;
  /** Whether the session goes on, be it that this token of it is dead. */
  readonly lives: boolean;
  readonly changes: readonly Change[];
}

/** A dead token is written down only where it adds something: a later expiry, or an end that a rule brought. */
export function see(token: Credential, standing: Standing, verdict: Verdict, nowMs: number): Sighting {
  const known = standing.sessions.get(token.sessionId);
  const session = sighted(known, token, nowMs, verdict.live);
  if (verdict.live) return { session, lives: true, changes: [{ kind: 'put-session', session }] };
  if (verdict.recorded) {
    const adds = known !== undefined && session.retainUntilMs !== known.retainUntilMs;
    return { session, lives: false, changes: adds ? [{ kind: 'put-session', session }] : [] };
  }
  const over = coveredBy(token, standing, session, nowMs) ?? timeoutOf(token, standing, session, nowMs);
  return over ?? { session, lives: false, changes: [] };
}

/** The cut-off is in the log already; only the session's own record lacks it. */
function coveredBy(token: Credential, standing: Standing, session: Session, nowMs: number): Sighting | null {
  const known = standing.sessions.get(token.sessionId);
  const cutOff = coveringCutOff(standing.cutOffs, token, known);
  if (cutOff === undefined) return null;
  // A session that is known by a token issued since lives on, if no timeout has ended it; only the older token is dead.
  if (known !== undefined) {
    if (isOnRecordAsOver(known, nowMs)) return { session, lives: false, changes: [] };
    // What a dead token tells of its age and tenant counts for nothing: it is no token of that login any more.
    const timeout = timedOut(known, standing.sessionPolicies.get(known.sessionId) ?? null, nowMs);
    if (timeout === null) return { session, lives: true, changes: [] };
    const changes = endOfTimeout(known, timeout, token.maxLifetimeMs, nowMs);
    return { session: known, lives: false, changes };
  }
  const { atMs, cause, by, reason, retainUntilMs } = cutOff;
  const over = ended(session, { atMs, cause, by, reason }, retainUntilMs);
  return { session: over, lives: false, changes: [{ kind: 'put-session', session: over }] };
}

function timeoutOf(token: Credential, standing: Standing, session: Session, nowMs: number): Sighting | null {
  const timeout = timedOut(session, timeoutsFor(token, standing), nowMs);
  if (timeout === null) return null;
  return { session, lives: false, changes: endOfTimeout(session, timeout, token.maxLifetimeMs, nowMs) };
}
