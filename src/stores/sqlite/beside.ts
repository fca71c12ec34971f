/** A connection for reading a store beside whoever has it open. Nothing of what it holds is changed. */
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreOpenError } from '../opening.ts';
import { isThere, type StoreFiles } from './files.ts';
import { hasLogged, inspectContents, inspectFiles, openReading } from './inspect.ts';
import { databaseMissing, isFolder, openingFailed, orphanedLog } from './refusals.ts';

/** How long another process may keep the store locked. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Looks it over as a start does, but by a connection that heeds the locks of whoever writes it.
 * Throws `StoreOpenError` where the store is none that a server would open; `where` says how another is named.
 */
export function openBeside(files: StoreFiles, where: string): DatabaseSync {
  try {
    mustBeThere(files, where);
    const mark = inspectFiles(files);
    const db = connectTo(files);
    try {
      inspectContents(db, files, mark);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw openingFailed(files, error);
  }
}

function mustBeThere(files: StoreFiles, where: string): void {
  if (!isThere(files.database)) {
    if (isThere(files.marker)) throw databaseMissing(files);
    if (isThere(files.log)) throw orphanedLog(files);
    throw new StoreOpenError('database-missing', `there is no store at ${files.database}. ${where}`);
  }
  if (statSync(files.database).isDirectory()) throw isFolder(files);
}

/**
 * Of the last connection that closes, one that may write folds the log in and removes SQLite's files, and one that reads
 * only leaves them. So a log with something in it, as after a crash, is only read, and where there is none nothing stays.
 */
function connectTo(files: StoreFiles): DatabaseSync {
  if (hasLogged(files)) return openReading(files, { timeout: BUSY_TIMEOUT_MS });
  const url = pathToFileURL(files.database);
  url.searchParams.set('mode', 'rw');
  return new DatabaseSync(url, { timeout: BUSY_TIMEOUT_MS });
}
