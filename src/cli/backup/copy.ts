/**
 * A copy of a store, whole and checked, whether a server has the store open or not. Nothing of what the store holds is
 * changed, and the log that a crash has left stays as it is.
 */
import { closeSync, openSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreOpenError } from '../../stores/opening.ts';
import { openBeside } from '../../stores/sqlite/beside.ts';
import { filesOf, isThere, type StoreFiles } from '../../stores/sqlite/files.ts';
import { openingFailed } from '../../stores/sqlite/refusals.ts';
import { type Counts, check } from './check.ts';
import { removeDraft } from './draft.ts';
import { BackupError, notWritten, place, taken } from './place.ts';

export interface Backup extends Counts {
  /** Both as absolute paths. */
  readonly store: string;
  readonly file: string;
  readonly bytes: number;
}

const WHERE = "Run it in the server's folder, with its LOGOUTD_STORE and NODE_ENV.";

/**
 * Copies the store at `path` to `target`, which must not be there yet; it gets that name only once it is checked and on disk.
 * Whatever was acknowledged before is in it. Until then it is `draft`, a new file in the same folder.
 *
 * @throws {StoreOpenError} where the store is none that a server would open
 * @throws {BackupError} where the copy cannot be made, or is not whole
 */
export function backUp(path: string, target: string, draft: string): Backup {
  const files = filesOf(path);
  const file = resolve(target);
  try {
    if (isOfStore(files, file)) {
      throw new BackupError(`${file} is a file of the store itself. Name another.`);
    }
    if (isThere(file)) throw taken(file);
    const counts = fill(files, draft, file);
    return { store: files.database, file, bytes: statSync(file).size, ...counts };
  } catch (error) {
    if (error instanceof StoreOpenError || error instanceof BackupError) throw error;
    throw notWritten(file, error);
  }
}

/** Whether SQLite or the store would take the file for its own, whatever links lead to its folder. */
function isOfStore({ database, log, logIndex, marker }: StoreFiles, file: string): boolean {
  const real = join(realpathSync(dirname(file)), basename(file));
  return [database, log, logIndex, marker, `${database}-journal`].includes(real);
}

function fill(files: StoreFiles, draft: string, file: string): Counts {
  const db = openBeside(files, WHERE);
  try {
    // VACUUM fills an empty file, which is nobody else's to read from the first byte on.
    closeSync(openSync(draft, 'wx', 0o600));
    copy(files, db, draft);
    const counts = check(draft);
    place(draft, file);
    return counts;
  } finally {
    db.close();
    removeDraft(draft);
  }
}

function copy(files: StoreFiles, db: DatabaseSync, draft: string): void {
  try {
    db.prepare('VACUUM INTO ?').run(draft);
  } catch (error) {
    const { errcode } = error as { errcode?: unknown };
    // Corrupt, no database, busy or locked: that is the store. The rest is about the copy.
    const storeFailed = typeof errcode === 'number' && [5, 6, 11, 26].includes(errcode & 0xff);
    throw storeFailed ? openingFailed(files, error) : error;
  }
}
