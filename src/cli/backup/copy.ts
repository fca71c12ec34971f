/** A copy of a store, whole and checked, whether a server has the store open or not. The store itself is not changed. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreOpenError } from '../../stores/opening.ts';
import { filesOf, isThere, type StoreFiles } from '../../stores/sqlite/files.ts';
import { inspect } from '../../stores/sqlite/inspect.ts';
import { databaseMissing, isFolder, openingFailed, orphanedLog } from '../../stores/sqlite/refusals.ts';
import { APPLICATION_ID } from '../../stores/sqlite/schema.ts';
import { BackupError, notWritten, place, taken } from './place.ts';

interface Counts {
  readonly sessions: number;
  readonly logEntries: number;
}

export interface Backup extends Counts {
  /** Both as absolute paths. */
  readonly store: string;
  readonly file: string;
  readonly bytes: number;
}

/** How long another process may keep the store locked. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Copies the store at `path` to `target`, which must not be there yet; it gets that name only once it is checked and on disk.
 * Whatever was acknowledged before is in it.
 *
 * @throws {StoreOpenError} where the store is none that a server would open
 * @throws {BackupError} where the copy cannot be made, or is not whole
 */
export function backUp(path: string, target: string): Backup {
  const files = filesOf(path);
  const file = resolve(target);
  const { database, log, logIndex, marker } = files;
  if ([database, log, logIndex, marker].includes(file)) {
    throw new BackupError(`${file} is a file of the store itself. Name another.`);
  }
  mustBeSound(files);
  const draft = `${file}.${randomUUID()}.partial`;
  try {
    if (isThere(file)) throw taken(file);
    // VACUUM fills an empty file, which is nobody else's to read from the first byte on.
    closeSync(openSync(draft, 'wx', 0o600));
    const counts = fill(files, draft, file);
    return { store: database, file, bytes: statSync(file).size, ...counts };
  } catch (error) {
    if (error instanceof StoreOpenError || error instanceof BackupError) throw error;
    throw notWritten(file, error);
  }
}

function fill(files: StoreFiles, draft: string, file: string): Counts {
  try {
    copy(files, draft);
    const counts = check(draft);
    place(draft, file);
    return counts;
  } finally {
    for (const leftover of ['', '-journal']) rmSync(draft + leftover, { force: true });
  }
}

/** As a start looks it over. */
function mustBeSound(files: StoreFiles): void {
  try {
    if (!isThere(files.database)) {
      if (isThere(files.marker)) throw databaseMissing(files);
      throw isThere(files.log) ? orphanedLog(files) : nothingToBackUp(files);
    }
    if (statSync(files.database).isDirectory()) throw isFolder(files);
    inspect(files);
  } catch (error) {
    throw openingFailed(files, error);
  }
}

function copy(files: StoreFiles, draft: string): void {
  // Not one that reads only: closing the last connection of all would leave SQLite's files behind.
  const url = pathToFileURL(files.database);
  url.searchParams.set('mode', 'rw');
  const db = new DatabaseSync(url, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.prepare('VACUUM INTO ?').run(draft);
  } catch (error) {
    const { errcode } = error as { errcode?: unknown };
    // Corrupt, no database, busy or locked: that is the store. The rest is about the copy.
    const isOfStore = typeof errcode === 'number' && [5, 6, 11, 26].includes(errcode & 0xff);
    throw isOfStore ? openingFailed(files, error) : error;
  } finally {
    db.close();
  }
}

function check(draft: string): Counts {
  const db = new DatabaseSync(draft, { readOnly: true });
  try {
    const one = (query: string): unknown => Object.values(db.prepare(query).get() ?? {})[0];
    const verdict = one('PRAGMA integrity_check(1)');
    if (verdict !== 'ok' || one('PRAGMA application_id') !== APPLICATION_ID) {
      throw new BackupError(
        `the copy is not whole (${String(verdict)}), and was deleted. Try again, and on another disk if it goes on.`,
      );
    }
    return {
      sessions: Number(one('SELECT count(*) FROM sessions')),
      logEntries: Number(one('SELECT count(*) FROM log')),
    };
  } finally {
    db.close();
  }
}

const nothingToBackUp = ({ database }: StoreFiles): StoreOpenError =>
  new StoreOpenError(
    'database-missing',
    `there is no store at ${database}. Run it in the server's folder, with its LOGOUTD_STORE and NODE_ENV.`,
  );
