/**
 * All that can come of a request: closed unions, told apart by `kind`, never thrown. A presenter says each of
 * them in its contract's words.
 */

/** Why a token is no credential. The sentence for each stands in `src/contracts/refusals.ts`. */
export type TokenRefusal =
  | 'malformed'
  | 'type_refused'
  | 'critical_header'
  | 'algorithm_refused'
  | 'unknown_key'
  | 'signature_invalid'
  | 'issuer_refused'
  | 'audience_refused'
  | 'expired'
  | 'not_yet_valid'
  | 'lifetime_too_long'
  | 'tenant_refused';

/** Which claim is at fault, and how; never its value. The reason is then `claim_invalid`. */
export interface ClaimFault {
  /** By the name that it has in tokens. */
  readonly claim: string;
  readonly problem: ClaimProblem;
}
export type ClaimProblem =
  | 'missing'
  | 'not_a_number'
  | 'not_whole_seconds'
  /** Neither text nor a safe integer, which is read as text. */
  | 'not_a_name'
  | 'too_long';

/** Why a request has no credential that counts. */
export type CredentialRefusal =
  | TokenRefusal
  /** There is none: RFC 6750, section 3, wants no error code then. */
  | 'missing'
  /** The header that carries it came more than once, or not in the form that its contract names. */
  | 'unreadable'
  /** A cookie, on a request that another site caused. */
  | 'cross_site'
  | 'tenant_missing'
  | 'tenant_mismatch'
  | 'subject_mismatch'
  | 'session_ended'
  /** Several credentials, and not of one session. */
  | 'several_sessions'
  /** A key of the control API that is not ours. */
  | 'key_unknown';

export type Unauthenticated =
  | { readonly kind: 'unauthenticated'; readonly reason: CredentialRefusal }
  | ({ readonly kind: 'unauthenticated'; readonly reason: 'claim_invalid' } & ClaimFault);
/** The schema refuses it. `at` names the member or parameter at fault, `problem` goes on; neither has a value. */
export interface InvalidInput {
  readonly kind: 'invalid-input';
  readonly at: string;
  readonly problem: string;
}
/** Well-formed, but its parts contradict one another or the moment. */
export interface ContradictoryInput {
  readonly kind: 'contradictory-input';
  readonly at: string;
  readonly problem: string;
}
export interface TooManyRequests {
  readonly kind: 'too-many-requests';
}
export interface Fault {
  readonly kind: 'fault';
}

/** What the edge itself can answer, in every contract. */
export type EdgeOutcome = Unauthenticated | InvalidInput | ContradictoryInput | TooManyRequests | Fault;

export type Scope = 'current' | 'others' | 'all' | 'named';

/** The logout is done, or had been done before and is repeated. */
export interface LoggedOut {
  readonly kind: 'logged-out';
  readonly scope: Scope;
  /** Whether this request ended something, as opposed to finding it ended. */
  readonly ended: boolean;
  /** The token's address. */
  readonly email: string | null;
  /** The subject's account, where it has one that counts at the tenant. */
  readonly account: { readonly email: string | null } | null;
}

export type LogoutRefusal =
  | { readonly kind: 'account-not-active' }
  | { readonly kind: 'capability-restricted' }
  /** The tenant admits registered accounts only, and the subject has none. */
  | { readonly kind: 'account-not-registered' }
  /** A valid token that names no user, where one is needed. */
  | { readonly kind: 'no-subject' }
  | { readonly kind: 'session-not-found' }
  | { readonly kind: 'session-already-ended' };

/** What ending a session can come to. */
export type EndSessionOutcome =
  | LoggedOut
  | LogoutRefusal
  | Unauthenticated
  | InvalidInput
  | ContradictoryInput;

/** What a client of a logout contract can meet. */
export type LogoutOutcome = EdgeOutcome | LoggedOut | LogoutRefusal;
