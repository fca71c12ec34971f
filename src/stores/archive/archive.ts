/**
 * A store as something to be copied: what it holds, kind by kind, in an order that all backends share, whether a server
 * writes it meanwhile or not. `records.ts` says what that order is, and how a record is spelled.
 *
 * Calls reject with `StoreError` where the store cannot say or could not make it durable.
 */
import type {
  Account,
  CutOff,
  CutOffScope,
  LogEntry,
  Session,
  TenantPolicy,
  User,
} from '../../sessions/model.ts';

export { StoreError } from '../../sessions/store.ts';

/** What there is a record of. */
export interface Records {
  readonly log: LogEntry;
  readonly policies: TenantPolicy;
  readonly accounts: Account;
  readonly loggedOut: LoggedOut;
  readonly cutOffs: CutOffsOfScope;
  readonly sessions: Session;
}

export type Kind = keyof Records;

export interface LoggedOut extends User {
  readonly atMs: number;
}

/** All cut-offs of one scope, in their order. */
export interface CutOffsOfScope {
  readonly scope: CutOffScope;
  readonly cutOffs: readonly CutOff[];
}

/** Where a record stands among those of its kind: compared part by part, texts code unit by code unit. */
export type Place = readonly (string | number)[];

/** What lies after a place up to another, both included where they are `null`; at most `limit` records of it. */
export interface Stretch {
  readonly after: Place | null;
  readonly upTo: Place | null;
  readonly limit: number;
}

interface Walked {
  /** The place that it came to; `null`: nothing lies there. */
  readonly last: Place | null;
  /** Whether nothing of the stretch lies behind. */
  readonly atEnd: boolean;
}

export interface Page<R> extends Walked {
  readonly records: readonly R[];
}

export interface Digests extends Walked {
  /** Of each record as it is spelled, its SHA-1 in hex, 40 characters, one after the other. */
  readonly hex: string;
}

/** The records of one kind. What is written while somebody goes through them may be missed, or met twice. */
export interface Shelf<R> {
  read(stretch: Stretch): Promise<Page<R>>;
  /** The same without the records, which need not leave the store for it. */
  digest(stretch: Stretch): Promise<Digests>;
}

export type Shelves = { readonly [K in Kind]: Shelf<Records[K]> };

/** What a follower of the log knows of it. */
export interface LogState {
  readonly logId: string;
  /** Of the newest entry ever; 0 where there was none. */
  readonly lastCursor: number;
}

export interface ArchiveState extends LogState {
  /** Grows whenever the store is written, or asked whether it takes writes. */
  readonly version: number;
}

export interface Archive {
  /** For people: without user and password. */
  readonly name: string;
  /** The name of the store for those that are copied from it. No other has the same, and it says nothing of the identity. */
  readonly origin: string;
  state(): Promise<ArchiveState>;
  /** To be gone through once. */
  shelves(): Promise<Shelves>;
  close(): Promise<void>;
}

export interface Rewriting<R> {
  /** In their order. */
  readonly put: readonly R[];
  /** Those that stand at just these places; what has moved to another meanwhile stays. */
  readonly remove: readonly Place[];
}

/**
 * A store that is being made a copy of another. No server opens it until it is said to be whole, and each write fails once
 * somebody else has begun to write it.
 */
export interface CopyTarget extends Archive {
  /** Removes, then puts. Of the log, what lies behind an entry that is put in the middle goes. */
  rewrite<K extends Kind>(kind: K, rewriting: Rewriting<Records[K]>): Promise<void>;
  /** After all entries are there. */
  continueLog(log: LogState): Promise<void>;
  /** From now on it is a store that a server may open. */
  finish(): Promise<void>;
}
