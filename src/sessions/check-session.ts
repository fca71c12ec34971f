/** The second use case: whether a token has power now. Introspection and `verify` say its verdict. */
import type { ActiveStore } from './activity.ts';
import { endOfInactive } from './changes.ts';
import type { Credential } from './model.ts';
import type { Unauthenticated } from './outcome.ts';
import { see } from './sighting.ts';
import { type Soon, soon, soonOr } from './soon.ts';
import { judge, type Verdict } from './standing.ts';
import { type Change, type Decision, type Standing, StoreError } from './store.ts';

export interface CheckSessionDeps {
  readonly store: ActiveStore;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export type CheckSessionOutcome =
  | { readonly kind: 'session-active'; readonly credential: Credential }
  /** The store cannot say; it was active a short while ago, and the posture is open. */
  | {
      readonly kind: 'session-presumed-active';
      readonly credential: Credential;
      readonly lastGoodAtMs: number;
    }
  /** It is inactive or suspended. */
  | { readonly kind: 'account-not-active' }
  | Unauthenticated;

/**
 * Whether all the credentials are active, and of one session. Active means: at some moment since the call every end
 * that was acknowledged before it had been looked at, and none was of this session. Rejects with `StoreError` when
 * the store cannot say, or cannot keep an end that a rule brings.
 */
export function checkSession(
  deps: CheckSessionDeps,
  credentials: readonly [Credential, ...Credential[]],
): Soon<CheckSessionOutcome> {
  const [first, ...others] = credentials;
  return others.length === 0 ? checkOne(deps, first) : checkAll(deps, first, others);
}

async function checkAll(
  deps: CheckSessionDeps,
  first: Credential,
  others: readonly Credential[],
): Promise<CheckSessionOutcome> {
  const isOfFirst = (token: Credential) =>
    token.issuer === first.issuer &&
    token.sessionId === first.sessionId &&
    token.subject === first.subject &&
    token.tenant === first.tenant;
  if (!others.every(isOfFirst)) return { kind: 'unauthenticated', reason: 'several_sessions' };
  let lastGoodAtMs = Infinity;
  for (const token of [first, ...others]) {
    const answer = await checkOne(deps, token);
    if (answer.kind === 'session-presumed-active') lastGoodAtMs = Math.min(lastGoodAtMs, answer.lastGoodAtMs);
    else if (answer.kind !== 'session-active') return answer;
  }
  return lastGoodAtMs === Infinity
    ? { kind: 'session-active', credential: first }
    : { kind: 'session-presumed-active', credential: first, lastGoodAtMs };
}

function checkOne(deps: CheckSessionDeps, token: Credential): Soon<CheckSessionOutcome> {
  const { knownGood } = deps.store;
  const begun = knownGood.begin();
  const nowMs = deps.now();
  return soonOr(
    () =>
      soon(askStore(deps, token, nowMs), (outcome) => {
        if (outcome.kind === 'session-active') knownGood.note(token, nowMs, begun);
        return outcome;
      }),
    (error) => {
      const lastGoodAtMs = error instanceof StoreError ? knownGood.lastGoodAtMs(token, deps.now()) : null;
      if (lastGoodAtMs === null) throw error;
      return { kind: 'session-presumed-active', credential: token, lastGoodAtMs };
    },
  );
}

function askStore(deps: CheckSessionDeps, token: Credential, nowMs: number): Soon<CheckSessionOutcome> {
  const { issuer, subject, keyId, tenant, sessionId } = token;
  const query = { issuer, subject, keyId, tenant, sessionIds: [sessionId] };
  return soon(deps.store.readToCheck(query), (standing): Soon<CheckSessionOutcome> => {
    const active = { kind: 'session-active', credential: token } as const;
    // Most checks find what they found before.
    if (isPlainlyActive(token, standing, nowMs) && deps.store.saw(token, standing, nowMs)) return active;
    const { outcome, changes, isSighting } = decideCheck(token, standing, nowMs);
    const decide = (latest: Standing): Decision<CheckSessionOutcome> => {
      const decided = decideCheck(token, latest, deps.now());
      return { result: decided.outcome, changes: decided.changes };
    };
    if (isSighting) {
      if (deps.store.saw(token, standing, nowMs)) return outcome;
      // A store that takes no writes can still say that the session lives.
      return deps.store.tryUpdate(query, decide, outcome);
    }
    // What a rule ends stays ended, whatever becomes of the rule: it is written down before it is said.
    return changes.length === 0 ? outcome : deps.store.update(query, decide);
  });
}

/** Nothing stands against the token, and nothing is to be written but that it was seen. */
function isPlainlyActive(token: Credential, standing: Standing, nowMs: number): boolean {
  const { account, loggedOutAtMs } = standing;
  const isAccountActive = account === null || account.status === 'active';
  return isAccountActive && loggedOutAtMs === null && judge(token, standing, nowMs).live;
}

interface DecidedCheck {
  readonly outcome: CheckSessionOutcome;
  readonly changes: readonly Change[];
  /** Whether the changes only say that the session was seen alive. */
  readonly isSighting: boolean;
}

/** Credentials first, then the account: an account that is not active says so only to a token that would count. */
function decideCheck(token: Credential, standing: Standing, nowMs: number): DecidedCheck {
  const verdict = judge(token, standing, nowMs);
  if (!verdict.live && verdict.cause === 'subject_mismatch') return refused('subject_mismatch', []);
  const seen = see(token, standing, verdict, nowMs);
  const { account } = standing;
  if (!verdict.live && !endedByInactivation(verdict)) return refused('session_ended', seen.changes);
  if (account !== null && account.status !== 'active') {
    const ends = account.status === 'inactive' && verdict.live;
    return {
      outcome: { kind: 'account-not-active' },
      changes: ends ? endOfInactive(seen.session, token, nowMs) : seen.changes,
      // A suspended account ends nothing, and so its sessions must not grow idle while their clients go on asking.
      isSighting: verdict.live && !ends,
    };
  }
  if (!verdict.live) return refused('session_ended', seen.changes);
  const { issuer, subject } = token;
  const login: Change[] =
    subject === null || standing.loggedOutAtMs === null
      ? []
      : [{ kind: 'mark-logged-out', user: { issuer, subject }, atMs: null }];
  return {
    outcome: { kind: 'session-active', credential: token },
    changes: [...seen.changes, ...login],
    // The first check since the tenant contract marked its user as logged out is a login.
    isSighting: login.length === 0,
  };
}

const endedByInactivation = (verdict: Verdict): boolean =>
  !verdict.live && verdict.cause === 'account_inactive';

function refused(reason: 'subject_mismatch' | 'session_ended', changes: readonly Change[]): DecidedCheck {
  return { outcome: { kind: 'unauthenticated', reason }, changes, isSighting: false };
}
