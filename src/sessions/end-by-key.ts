/** `endSession` of the control API. */
import { endOfTimeout, sessionEnd } from './changes.ts';
import type { EndSessionDeps } from './end-session.ts';
import type { Session, TenantPolicy } from './model.ts';
import { ofSession, type SessionRef } from './registration.ts';
import { isOnRecordAsOver, sessionState, timedOut } from './standing.ts';
import type { Change } from './store.ts';

export type EndByKeyOutcome = { readonly kind: 'session-ended' } | { readonly kind: 'session-not-found' };

/** Ends one session on an operator's word; one that has ended stays as it ended. */
export function endSessionByKey(
  deps: EndSessionDeps,
  ref: SessionRef & { readonly maxLifetimeMs: number; readonly by: string },
): Promise<EndByKeyOutcome> {
  return deps.store.update<EndByKeyOutcome>(ofSession(ref), (standing) => {
    const session = standing.sessions.get(ref.sessionId);
    if (session === undefined) return { result: { kind: 'session-not-found' }, changes: [] };
    const policy = standing.sessionPolicies.get(ref.sessionId) ?? null;
    return { result: { kind: 'session-ended' }, changes: endByKey(session, policy, ref, deps.now()) };
  });
}

/** A session whose tokens seen so far have expired is shown as ended, and a newer one would have power: that ends too. */
function endByKey(
  session: Session,
  policy: TenantPolicy | null,
  { maxLifetimeMs, by }: { readonly maxLifetimeMs: number; readonly by: string },
  nowMs: number,
): readonly Change[] {
  if (isOnRecordAsOver(session, nowMs)) return [];
  const timeout = timedOut(session, policy, nowMs);
  if (timeout !== null) return endOfTimeout(session, timeout, maxLifetimeMs, nowMs);
  const end = { atMs: nowMs, cause: 'admin', by, reason: null } as const;
  const wasActive = sessionState(session, policy, nowMs).state === 'active';
  return sessionEnd(session, { end, maxLifetimeMs, wasActive });
}
