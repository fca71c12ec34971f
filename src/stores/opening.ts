/** What opening a store gives, and how it refuses. */
import { createHash } from 'node:crypto';
import type { SessionStore } from '../sessions/store.ts';

export interface OpenedStore {
  readonly store: SessionStore;
  /** Random, made with the store and kept with it: keys what must not be comparable between stores. */
  readonly identity: string;
  /** What the operator should know about the opening; usually none. */
  readonly notices: readonly string[];
}

/** The store's own identity is not for strangers: it keys the names that the request log shortens. */
export const logIdOf = (identity: string): string =>
  createHash('sha256').update(`log ${identity}`).digest('hex').slice(0, 8);

/** Names a store to those that are copied from it. It keeps the identity to itself, likewise. */
export const originOf = (identity: string): string =>
  createHash('sha256').update(`origin ${identity}`).digest('hex').slice(0, 16);

export type StoreOpenCode =
  /** The URL is of no form that is known. */
  | 'unknown-url'
  /** A file or folder that may not be read or written. */
  | 'inaccessible'
  /** The disk is full or failing. */
  | 'io-failure'
  /** Another process holds the database locked. */
  | 'in-use'
  /** There is a marker, but no database. */
  | 'database-missing'
  /** There is a write-ahead log, but no database. */
  | 'orphaned-log'
  /** The database has 0 bytes. */
  | 'database-empty'
  /** No database at all, or one of another application. */
  | 'not-a-store'
  | 'newer-schema'
  /** Truncated or altered. */
  | 'database-damaged'
  | 'marker-damaged'
  /** The marker belongs to another database. */
  | 'other-identity'
  /** The database ends before what its marker has seen committed. */
  | 'commits-lost'
  /** A copy of another store that is not whole. */
  | 'unfinished-copy'
  /** What was to be filled by a copy holds something else already. */
  | 'not-free'
  /** A server that cannot be reached or does not answer: the same may work later. */
  | 'away'
  /** A server that lets nobody in, or would not keep what it is given. */
  | 'not-usable';

/** The store refuses to open. The message says what is wrong with which file, and what to do. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
  readonly code: StoreOpenCode;

  constructor(code: StoreOpenCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
