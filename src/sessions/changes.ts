/** The changes that put an end on record. */
import { addCutOff } from './cut-offs.ts';
import type { SessionId } from './identity.ts';
import type { CutOff, End, Session, User } from './model.ts';
import { ended, retentionMs } from './remember.ts';
import type { Change, Standing } from './store.ts';

/** One session's end, in its record and in the log. */
export function sessionEnd(session: Session, end: End, maxLifetimeMs: number): readonly Change[] {
  const { issuer, subject, sessionId } = session;
  return [
    { kind: 'put-session', session: ended(session, end, end.atMs + retentionMs(maxLifetimeMs)) },
    { kind: 'log-session-end', entry: { ...end, issuer, subject, sessionId } },
  ];
}

/** Ends all of a user's tokens issued up to now, but for those of the session to spare. */
export function userCutOff(
  user: User,
  standing: Standing,
  from: { readonly end: End; readonly spare: SessionId | null; readonly maxLifetimeMs: number },
): Change {
  const { end, spare } = from;
  const retainUntilMs = end.atMs + retentionMs(from.maxLifetimeMs);
  const cutOff: CutOff = { ...end, exceptSessionId: spare, retainUntilMs };
  return {
    kind: 'cut-off',
    user,
    cutOffs: addCutOff(standing.cutOffs, cutOff),
    spare,
    end,
    retainUntilMs,
  };
}
