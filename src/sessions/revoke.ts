/** Ends on an operator's word: one token's session (RFC 7009), or all that a cut-off selects. */
import { cutOffOf, sessionEnd } from './changes.ts';
import type { EndSessionDeps } from './end-session.ts';
import type { LogPlace } from './log.ts';
import type { Credential, CutOffScope, End } from './model.ts';
import type { ContradictoryInput } from './outcome.ts';
import { see } from './sighting.ts';
import { judge } from './standing.ts';

/** Ends the session of a token. Resolves when that is durable, also where it had ended before. */
export async function revokeToken(deps: EndSessionDeps, token: Credential, by: string): Promise<void> {
  const { issuer, subject, keyId, tenant, sessionId, maxLifetimeMs } = token;
  await deps.store.update({ issuer, subject, keyId, tenant, sessionIds: [sessionId] }, (standing) => {
    const nowMs = deps.now();
    const verdict = judge(token, standing, nowMs);
    if (!verdict.live && verdict.cause === 'subject_mismatch') return { result: undefined, changes: [] };
    const { session, lives, changes } = see(token, standing, verdict, nowMs);
    const end: End = { atMs: nowMs, cause: 'admin', by, reason: null };
    return { result: undefined, changes: lives ? sessionEnd(session, { end, maxLifetimeMs }) : changes };
  });
}

export interface RevocationOrder {
  readonly scope: CutOffScope;
  /** The last moment at which a token was issued that is to end; `null`: now. */
  readonly upToMs: number | null;
  readonly reason: string | null;
  readonly by: string;
  /** Of the issuers whose tokens it may end. */
  readonly maxLifetimeMs: number;
}

export type RevokeSessionsOutcome =
  | { readonly kind: 'sessions-revoked'; readonly place: LogPlace; readonly matchedSessions: number }
  | { readonly kind: 'sessions-counted'; readonly matchedSessions: number }
  | ContradictoryInput;

const inTheFuture: ContradictoryInput = {
  kind: 'contradictory-input',
  at: 'before',
  problem: 'is in the future',
};

/** Makes a cut-off. Resolves when it is durable. */
export function revokeSessions(deps: EndSessionDeps, order: RevocationOrder): Promise<RevokeSessionsOutcome> {
  const { scope, upToMs, reason, by, maxLifetimeMs } = order;
  return deps.store.update<RevokeSessionsOutcome>(queryOf(scope), (standing) => {
    const nowMs = deps.now();
    if (upToMs !== null && upToMs > nowMs) return { result: inTheFuture, changes: [] };
    const end: End = { atMs: nowMs, cause: 'cutoff', by, reason };
    return {
      report: ([entry]) => ({
        kind: 'sessions-revoked',
        place: { logId: deps.store.logId, cursor: entry?.cursor ?? 0 },
        matchedSessions: entry?.endedSessions ?? 0,
      }),
      changes: [cutOffOf(scope, standing, { end, maxLifetimeMs, upToMs })],
    };
  });
}

/** What `revokeSessions` would end now. */
export async function countSessions(
  deps: EndSessionDeps,
  { scope, upToMs }: Pick<RevocationOrder, 'scope' | 'upToMs'>,
): Promise<RevokeSessionsOutcome> {
  const nowMs = deps.now();
  if (upToMs !== null && upToMs > nowMs) return inTheFuture;
  return { kind: 'sessions-counted', matchedSessions: await deps.store.countSessions(scope, upToMs, nowMs) };
}

/** All that stands of the scope itself. */
function queryOf(scope: CutOffScope) {
  return {
    issuer: scope.kind === 'tenant' ? '' : scope.issuer,
    subject: scope.kind === 'subject' ? scope.subject : null,
    keyId: scope.kind === 'key' ? scope.keyId : null,
    tenant: scope.kind === 'tenant' ? scope.tenant : null,
    sessionIds: [],
  };
}
