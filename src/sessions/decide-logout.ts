/** What a logout comes to, and what has to be written for it: pure. */
import { accountAt, refusalFor } from './admission.ts';
import { endOfInactive, sessionEnd, userCutOff } from './changes.ts';
import type { SessionId } from './identity.ts';
import { type Logout, type LogoutRules, tenantOf } from './logout.ts';
import type { Credential, End } from './model.ts';
import type { EndSessionOutcome, Scope } from './outcome.ts';
import { see } from './sighting.ts';
import { isOver, judge, sessionState, type Verdict } from './standing.ts';
import type { Change, Decision, Standing } from './store.ts';

type Decided = Decision<EndSessionOutcome>;

/** The order of the checks is a ruling: credentials, then body, then account and capability, then state. */
export function decideLogout(logout: Logout, token: Credential, standing: Standing, nowMs: number): Decided {
  const { intent, rules } = logout;
  const verdict = judge(token, standing, nowMs);
  if (!verdict.live && verdict.cause === 'subject_mismatch') {
    return { result: { kind: 'unauthenticated', reason: 'subject_mismatch' }, changes: [] };
  }

  const seen = see(token, standing, verdict, nowMs);
  const only = (result: EndSessionOutcome): Decided => ({ result, changes: seen.changes });
  const own = isOwn(logout, token);
  if (!verdict.live && !(own && mayRepeat(rules, verdict))) {
    return only({ kind: 'unauthenticated', reason: 'session_ended' });
  }
  if (intent.scope === 'refused') return only(intent.refusal);

  const refusal = refusalFor(rules, standing, tenantOf(logout, token));
  if (refusal !== null) {
    const inactive = verdict.live && standing.account?.status === 'inactive';
    return inactive ? { result: refusal, changes: endOfInactive(seen.session, token, nowMs) } : only(refusal);
  }
  if (token.subject === null && (rules.needsSubject || !own)) return only({ kind: 'no-subject' });

  const end: End = { atMs: nowMs, cause: 'logout', by: logout.by, reason: logout.reason };
  const { maxLifetimeMs } = token;
  const done = (ended: boolean, changes: readonly Change[]): Decided => ({
    result: loggedOut(logout, token, standing, intent.scope, ended),
    changes,
  });
  if (!verdict.live) {
    const outlived = seen.lives && rules.effect === 'revoke';
    return outlived
      ? done(true, sessionEnd(seen.session, { end, maxLifetimeMs }))
      : done(false, seen.changes);
  }
  if (own && rules.effect === 'mark') return done(false, [...seen.changes, ...mark(token, nowMs)]);
  if (own) return done(true, sessionEnd(seen.session, { end, maxLifetimeMs }));
  if (intent.scope !== 'named') {
    const spare = intent.scope === 'others' ? token.sessionId : null;
    return done(true, [...seen.changes, ...cutOff(token, spare, standing, end)]);
  }
  const target = standing.sessions.get(intent.sessionId);
  if (target === undefined || target.subject !== token.subject) return only({ kind: 'session-not-found' });
  const policy = standing.sessionPolicies.get(target.sessionId) ?? null;
  if (isOver(target, policy, nowMs)) return only({ kind: 'session-already-ended' });
  const wasActive = sessionState(target, policy, nowMs).state === 'active';
  return done(true, [...seen.changes, ...sessionEnd(target, { end, maxLifetimeMs, wasActive })]);
}

function isOwn({ intent }: Logout, token: Credential): boolean {
  return intent.scope === 'current' || (intent.scope === 'named' && intent.sessionId === token.sessionId);
}

/** A session that its account's inactivation ended was never logged out: no contract refuses it that. */
function mayRepeat(rules: LogoutRules, verdict: Verdict): boolean {
  return rules.repeatable || (!verdict.live && verdict.cause === 'account_inactive');
}

function loggedOut(
  logout: Logout,
  token: Credential,
  standing: Standing,
  scope: Scope,
  ended: boolean,
): EndSessionOutcome {
  const account = accountAt(standing.account, tenantOf(logout, token));
  return {
    kind: 'logged-out',
    scope,
    ended,
    email: token.email,
    account: account && { email: account.email },
  };
}

function mark(token: Credential, atMs: number): readonly Change[] {
  if (token.subject === null) return [];
  return [{ kind: 'mark-logged-out', user: { issuer: token.issuer, subject: token.subject }, atMs }];
}

/** `others` and `all`: a cut-off now, with and without the caller's own session spared. */
function cutOff(token: Credential, spare: SessionId | null, standing: Standing, end: End): readonly Change[] {
  if (token.subject === null) return [];
  const user = { issuer: token.issuer, subject: token.subject };
  const { maxLifetimeMs } = token;
  return [userCutOff(user, standing, { end: { ...end, cause: 'cutoff' }, spare, maxLifetimeMs })];
}
