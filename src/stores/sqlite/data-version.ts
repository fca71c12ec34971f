import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Whether another connection has committed a change since: SQLite's `PRAGMA data_version`. */
export class DataVersion {
  readonly #read: StatementSync;
  /** Of the last look. */
  #last = 0;

  constructor(db: DatabaseSync) {
    this.#read = db.prepare('PRAGMA data_version');
    this.#read.setReturnArrays(true);
  }

  /** As far as one can see now; the answer counts once. Throws what SQLite throws. */
  isUnchanged(): boolean {
    const version = (this.#read.get() as unknown as readonly number[])[0] ?? 0;
    if (version === this.#last) return true;
    this.#last = version;
    return false;
  }
}
