/** The changes that put an end on record. */
import { addCutOff } from './cut-offs.ts';
import type { SessionId } from './identity.ts';
import type { Credential, CutOff, CutOffScope, End, Session, User } from './model.ts';
import { ended, retentionMs } from './remember.ts';
import { isSameScope } from './scope.ts';
import type { Change, Standing } from './store.ts';

/** One session's end, in its record and in the log. */
export function sessionEnd(session: Session, end: End, maxLifetimeMs: number): readonly Change[] {
  const { issuer, subject, tenant, sessionId } = session;
  return [
    { kind: 'put-session', session: ended(session, end, end.atMs + retentionMs(maxLifetimeMs)) },
    { kind: 'log-session-end', entry: { ...end, issuer, subject, tenant, sessionId } },
  ];
}

/** An inactive account refuses new sessions, and not just until it is active again. */
export function endOfInactive(session: Session, token: Credential, nowMs: number): readonly Change[] {
  const end: End = { atMs: nowMs, cause: 'account_inactive', by: 'rule', reason: null };
  return sessionEnd(session, end, token.maxLifetimeMs);
}

export interface CutOffOrder {
  readonly end: End;
  readonly maxLifetimeMs: number;
  readonly spare?: SessionId | null;
  /** Unless given, now: then every session that is known ends, whenever it began. */
  readonly upToMs?: number | null;
}

/** Ends all tokens of the scope issued up to a moment, but for those of the session to spare. */
export function cutOffOf(scope: CutOffScope, standing: Standing, order: CutOffOrder): Change {
  const { end, maxLifetimeMs, spare = null, upToMs = null } = order;
  const retainUntilMs = end.atMs + retentionMs(maxLifetimeMs);
  const cutOff: CutOff = {
    ...end,
    scope,
    upToMs: upToMs ?? end.atMs,
    exceptSessionId: spare,
    retainUntilMs,
  };
  const present = standing.cutOffs.filter((one) => isSameScope(one.scope, scope));
  return {
    kind: 'cut-off',
    cutOffs: addCutOff(present, cutOff),
    made: cutOff,
    sessionsUpToMs: upToMs,
  };
}

export function userCutOff(user: User, standing: Standing, order: CutOffOrder): Change {
  return cutOffOf({ kind: 'subject', issuer: user.issuer, subject: user.subject }, standing, order);
}
