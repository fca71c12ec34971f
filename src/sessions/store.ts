/**
 * The contract that every session store keeps. `test/store/conformance.ts` is this page as tests.
 *
 * - All times are absolute Unix milliseconds, handed in by the caller: a store has no clock.
 * - Strings are compared code unit by code unit: no folding, no normalisation, no trimming.
 * - A promise resolves only when what it reports is durable, and that includes an answer that merely
 *   repeats somebody else's change. It rejects with `StoreError`, or with what `decide` threw; after a
 *   rejection none of the update's changes is in force, and the next call starts afresh.
 * - Reads see every update that has resolved.
 */
import type { SessionId } from './identity.ts';
import type { Account, CutOff, End, LogEntry, Session, TenantPolicy, User } from './model.ts';

/** What a decision needs to know. */
export interface StandingQuery {
  readonly issuer: string;
  /** `null`: no account and no cut-offs are looked up. */
  readonly subject: string | null;
  readonly tenant: string | null;
  readonly sessionIds: readonly SessionId[];
}

/** All of it as it stood at one moment. */
export interface Standing {
  readonly sessions: ReadonlyMap<SessionId, Session>;
  readonly account: Account | null;
  /** When the user was last marked as logged out; `null` when not, or when a login came after it. */
  readonly loggedOutAtMs: number | null;
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
  | { readonly kind: 'log-session-end'; readonly entry: Omit<LogEntry, 'cursor' | 'kind' | 'endedSessions'> }
  /**
   * Replaces all cut-offs of the user; ends every session of the user that has no end yet, but for `spare`;
   * sees to it that each of them is retained at least until `retainUntilMs`; and appends one entry of kind
   * `cut-off` to the log, with the number of sessions so ended.
   */
  | {
      readonly kind: 'cut-off';
      readonly user: User;
      readonly cutOffs: readonly CutOff[];
      readonly spare: SessionId | null;
      readonly end: End;
      readonly retainUntilMs: number;
    }
  | { readonly kind: 'put-account'; readonly account: Account }
  | { readonly kind: 'put-tenant-policy'; readonly policy: TenantPolicy }
  /** Marks the user as logged out (`atMs`), or as logged in again (`null`). */
  | { readonly kind: 'mark-logged-out'; readonly user: User; readonly atMs: number | null };

export interface Decision<R> {
  readonly result: R;
  /** Applied in this order, all or none. Empty: nothing is to be written. */
  readonly changes: readonly Change[];
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
  /** What is known, at one moment. */
  read(query: StandingQuery): Promise<Standing>;

  /**
   * Lets `decide` look at the standing and applies its changes as one atomic, durable step: no other update
   * comes between look and change. `decide` is pure and synchronous; it may be called more than once.
   */
  update<R>(query: StandingQuery, decide: (standing: Standing) => Decision<R>): Promise<R>;

  /** Newest `startedAtMs` first, then by issuer and session id ascending; at most `limit` after `after`. */
  listSessions(
    filter: SessionFilter,
    page: { readonly after: SessionPosition | null; readonly limit: number; readonly nowMs: number },
  ): Promise<readonly Session[]>;

  /** Entries of the log with a cursor greater than `after`, oldest first. */
  readLog(after: number, limit: number): Promise<readonly LogEntry[]>;

  /**
   * Forgets at most `limit` sessions and cut-offs whose `retainUntilMs` is not after `nowMs`.
   * Returns how many; fewer than `limit` means that nothing is left to forget.
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
