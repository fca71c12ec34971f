/**
 * The contract that every session store keeps. `test/store/conformance.ts` is this page as tests.
 *
 * - All times are absolute Unix milliseconds, handed in by the caller: a store has no clock.
 * - Strings are compared code unit by code unit: no folding, no normalisation, no trimming.
 * - A promise resolves only when what it reports is durable, and that includes an answer that merely
 *   repeats somebody else's change. It rejects with `StoreError`, or with what `decide` threw; after a
 *   rejection none of the update's changes is in force, and the next call starts afresh. But where the store is
 *   another machine's, an update whose answer never came may or may not be in force: then as a whole, logged once.
 * - Reads see every update that has resolved.
 */
import type { SessionId } from './identity.ts';
import type { Account, CutOff, CutOffScope, LogEntry, Session, TenantPolicy, User } from './model.ts';

/** What a decision needs to know. */
export interface StandingQuery {
  readonly issuer: string;
  /** `null`: no account and none of a user's cut-offs is looked up. */
  readonly subject: string | null;
  readonly keyId: string | null;
  readonly tenant: string | null;
  readonly sessionIds: readonly SessionId[];
}

/** All of it as it stood at one moment. */
export interface Standing {
  readonly sessions: ReadonlyMap<SessionId, Session>;
  readonly account: Account | null;
  /** When the user was last marked as logged out; `null` when not, or when a login came after it. */
  readonly loggedOutAtMs: number | null;
  /** Of the query's issuer, user, key and tenant, and of the tenant of each session: all that can cover a token. */
  readonly cutOffs: readonly CutOff[];
  /** Of the query's tenant. */
  readonly tenantPolicy: TenantPolicy | null;
  /** Of the tenant of each session, which need not be the query's. */
  readonly sessionPolicies: ReadonlyMap<SessionId, TenantPolicy>;
}

export type Change =
  /** Creates or replaces a session. */
  | { readonly kind: 'put-session'; readonly session: Session }
  /** Appends an entry for one ended session to the log. */
  | { readonly kind: 'log-session-end'; readonly entry: SessionEndEntry }
  /**
   * Replaces all cut-offs of the scope of `made`; ends every session that it selects, as `selectsSession` has it
   * with `sessionsUpToMs`, that has no end yet, but for the one it spares; sees to it that each of them is retained
   * at least until `retainUntilMs`; and appends one entry to the log, with the number of those that were active.
   *
   * A store need not hold everybody up for that: of many sessions it may count beforehand how many are active, and put their
   * ends on record later. Nobody can tell: from this step on each of them is shown as ended, until it is written anew.
   */
  | {
      readonly kind: 'cut-off';
      readonly made: CutOff;
      readonly cutOffs: readonly CutOff[];
      readonly sessionsUpToMs: number | null;
    }
  | { readonly kind: 'put-account'; readonly account: Account }
  | { readonly kind: 'put-tenant-policy'; readonly policy: TenantPolicy }
  /** Marks the user as logged out (`atMs`), or as logged in again (`null`). */
  | { readonly kind: 'mark-logged-out'; readonly user: User; readonly atMs: number | null };

export type SessionEndEntry = Omit<LogEntry, 'cursor' | 'scope' | 'keyId' | 'upToMs'>;

export interface Decision<R> {
  readonly result: R;
  /** Applied in this order, all or none. Empty: nothing is to be written. */
  readonly changes: readonly Change[];
}

/** Where the result depends on what the log makes of the changes: it is given the entries that they appended. */
export interface ReportedDecision<R> {
  readonly report: (appended: readonly LogEntry[]) => R;
  readonly changes: readonly Change[];
}

export function conclude<R>(decision: Decision<R> | ReportedDecision<R>, appended: readonly LogEntry[]): R {
  return 'report' in decision ? decision.report(appended) : decision.result;
}

/** A page of the log, and where the log begins and ends. */
export interface LogPage {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Of the newest entry ever; 0 where there was none. */
  readonly lastCursor: number;
  /** Of the newest entry that is no longer kept; 0 where all are. */
  readonly trimmedCursor: number;
}

export interface SessionFilter {
  readonly issuer?: string;
  readonly subject?: string;
  readonly tenant?: string;
  /** As `sessionState` has it. */
  readonly state?: 'active' | 'ended';
}

/** A place in the listing: the last session of the page before. */
export interface SessionPosition {
  readonly startedAtMs: number;
  readonly issuer: string;
  readonly sessionId: SessionId;
}

export interface SessionStore {
  /** Names the log: no other has the same. */
  readonly logId: string;

  /** What is known, at one moment. Without a promise where the store can say at once. */
  read(query: StandingQuery): Standing | Promise<Standing>;

  /**
   * Lets `decide` look at the standing and applies its changes as one atomic, durable step: no other update
   * comes between look and change. `decide` is pure and synchronous; it may be called more than once.
   */
  update<R>(
    query: StandingQuery,
    decide: (standing: Standing) => Decision<R> | ReportedDecision<R>,
  ): Promise<R>;

  /** Newest `startedAtMs` first, then by issuer and session id ascending; at most `limit` after `after`. */
  listSessions(
    filter: SessionFilter,
    page: { readonly after: SessionPosition | null; readonly limit: number; readonly nowMs: number },
  ): Promise<readonly Session[]>;

  /** How many active sessions a cut-off of this scope would end, as `selectsSession` and `sessionState` have it. */
  countSessions(scope: CutOffScope, upToMs: number | null, nowMs: number): Promise<number>;

  /** Entries of the log with a cursor greater than `after`. */
  readLog(after: number, limit: number): Promise<LogPage>;

  /**
   * Drops at most `limit` entries from the beginning of the log: those before the first that is not older than
   * `beforeMs`. Returns how many; fewer than `limit` means that nothing is left to drop, or not for now.
   */
  trimLog(beforeMs: number, limit: number): Promise<number>;

  /**
   * Forgets at most `limit` sessions and cut-offs whose `retainUntilMs` is not after `nowMs`.
   * Returns how many; fewer than `limit` means that nothing is left to forget but what
   * a cut-off has ended whose ends are not on record yet, or that a store which is busy otherwise does it later.
   */
  forget(nowMs: number, limit: number): Promise<number>;

  /** Rejects unless the store can be read and written now. */
  check(): Promise<void>;

  /** Finishes what is under way and closes. Calls after it reject. */
  close(): Promise<void>;
}

/** The store cannot say, or could not make it durable. The message is for the operator's log. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
