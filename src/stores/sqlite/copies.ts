/**
 * Whether a store is a copy of another that no server has opened yet. Such a copy may be brought up to date; once a server
 * has opened it, it is a store of its own.
 */
import type { DatabaseSync } from 'node:sqlite';
import { schemaVersionOf } from './schema.ts';

export interface Copy {
  /** The store that it is copied from, as `originOf` names it. */
  readonly origin: string;
  /** Whether nothing is missing, and nothing was written since. */
  readonly isWhole: boolean;
}

const KNOWS_COPIES = 5;

export function copyOf(db: DatabaseSync): Copy | null {
  if (schemaVersionOf(db) < KNOWS_COPIES) return null;
  const row = db.prepare('SELECT copy_of, whole_at_commit FROM meta').get();
  const [origin, wholeAt] = [row?.['copy_of'] ?? null, row?.['whole_at_commit'] ?? null];
  return origin === null ? null : { origin: String(origin), isWhole: wholeAt !== null };
}

/** Makes a whole copy a store of its own. */
export function takeOver(db: DatabaseSync): 'not whole' | 'its own' {
  if (copyOf(db) === null) return 'its own';
  db.exec('BEGIN IMMEDIATE');
  const isWhole = copyOf(db)?.isWhole !== false;
  if (isWhole) db.exec('UPDATE meta SET copy_of = NULL, copied_by = NULL, whole_at_commit = NULL');
  db.exec('COMMIT');
  return isWhole ? 'its own' : 'not whole';
}

/**
 * From now on it is a copy that is not whole, and `run` the only one that writes it.
 * `false`, and nothing is changed: it is something else already.
 */
export function beginCopy(db: DatabaseSync, origin: string, run: string): boolean {
  db.exec('BEGIN IMMEDIATE');
  const begun = db
    .prepare(
      `UPDATE meta SET copied_by = ?, whole_at_commit = NULL
        WHERE copy_of = ? AND (whole_at_commit IS NULL OR whole_at_commit = commits)`,
    )
    .run(run, origin);
  db.exec('COMMIT');
  return begun.changes === 1;
}

export function isCopiedBy(db: DatabaseSync, run: string): boolean {
  return db.prepare('SELECT 1 FROM meta WHERE copied_by = ?').get(run) !== undefined;
}

/** Of a new store, before anybody can open it. */
export function markCopy(db: DatabaseSync, origin: string): void {
  db.prepare('UPDATE meta SET copy_of = ?').run(origin);
}

/** As of the commit that is under way. */
export function markWhole(db: DatabaseSync): void {
  db.exec('UPDATE meta SET copied_by = NULL, whole_at_commit = commits');
}
