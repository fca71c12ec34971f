/** What is read outside of batches, each reading of one moment. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreError } from '../../sessions/store.ts';
import { whenFree } from './patience.ts';

export interface ReadingsDeps {
  /** Throws once the store is closed. */
  readonly mustBeOpen: () => void;
  readonly failure: (error: unknown) => StoreError;
}

export class Readings {
  readonly #deps: ReadingsDeps;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;

  constructor(db: DatabaseSync, deps: ReadingsDeps) {
    this.#deps = deps;
    this.#begin = db.prepare('BEGIN');
    this.#commit = db.prepare('COMMIT');
  }

  /** In a transaction of its own, since other processes may be writing. Rejects with `StoreError`. */
  async make<R>(read: () => R): Promise<R> {
    this.#deps.mustBeOpen();
    try {
      return await whenFree(() => {
        this.#deps.mustBeOpen();
        this.#begin.run();
        try {
          return read();
        } finally {
          this.#commit.run();
        }
      });
    } catch (error) {
      throw error instanceof StoreError ? error : this.#deps.failure(error);
    }
  }
}
