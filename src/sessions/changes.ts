/** The changes that put an end on record. */
import { addCutOff } from './cut-offs.ts';
import type { SessionId } from './identity.ts';
import type { Credential, CutOff, CutOffScope, End, Session, User } from './model.ts';
import { ended, retentionMs } from './remember.ts';
import { isSameScope } from './scope.ts';
import type { Timeout } from './standing.ts';
import type { Change, Standing } from './store.ts';

interface SessionEnd {
  readonly end: End;
  readonly maxLifetimeMs: number;
  /** When it is put on record; unless given, at once. */
  readonly recordedAtMs?: number;
  /** Whether it was one that a listing shows as active; unless given, it was. */
  readonly wasActive?: boolean;
}

/** One session's end, in its record and in the log, whose entries are in the order in which ends were recorded. */
export function sessionEnd(session: Session, how: SessionEnd): readonly Change[] {
  const { end, maxLifetimeMs, recordedAtMs = end.atMs, wasActive = true } = how;
  const { issuer, subject, tenant, sessionId } = session;
  const endedSessions = wasActive ? 1 : 0;
  return [
    { kind: 'put-session', session: ended(session, end, recordedAtMs + retentionMs(maxLifetimeMs)) },
    {
      kind: 'log-session-end',
      entry: { ...end, atMs: recordedAtMs, issuer, subject, tenant, sessionId, endedSessions },
    },
  ];
}

export function endOfTimeout(
  session: Session,
  { atMs, cause }: Timeout,
  maxLifetimeMs: number,
  nowMs: number,
): readonly Change[] {
  const end: End = { atMs, cause, by: 'rule', reason: null };
  return sessionEnd(session, { end, maxLifetimeMs, recordedAtMs: nowMs });
}

/** An inactive account refuses new sessions, and not just until it is active again. */
export function endOfInactive(session: Session, token: Credential, nowMs: number): readonly Change[] {
  const end: End = { atMs: nowMs, cause: 'account_inactive', by: 'rule', reason: null };
  return sessionEnd(session, { end, maxLifetimeMs: token.maxLifetimeMs });
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
