/** Opens the SQLite store at a path, or makes it, or refuses with a reason and a mend. */
import { statSync } from 'node:fs';
import type { OpenedStore } from '../opening.ts';
import { connect, progressOf } from './connect.ts';
import { createDatabase } from './create.ts';
import { filesOf, isThere, type StoreFiles } from './files.ts';
import { inspect, inspectFiles, inspectProgress } from './inspect.ts';
import { Marker } from './marker.ts';
import { databaseMissing, isFolder, openingFailed, orphanedLog } from './refusals.ts';
import { migrate, renameLog } from './schema.ts';
import { SqliteStore } from './store.ts';

/**
 * Throws `StoreOpenError`; then nothing was changed.
 *
 * @param isOpen whether another process of this server has opened it, and keeps it open for longer
 */
export function openSqliteStore(path: string, isOpen = false): OpenedStore {
  const files = filesOf(path);
  try {
    return isOpen ? join(files) : open(files);
  } catch (error) {
    throw openingFailed(files, error);
  }
}

function open(files: StoreFiles): OpenedStore {
  if (statSync(files.database, { throwIfNoEntry: false })?.isDirectory()) throw isFolder(files);
  const isNew = !isThere(files.database);
  if (isNew) {
    if (isThere(files.marker)) throw databaseMissing(files);
    if (isThere(files.log)) throw orphanedLog(files);
    createDatabase(files);
  }
  inspect(files);
  const unmarked = !isThere(files.marker);
  const db = connect(files.database);
  try {
    migrate(db);
    if (unmarked && !isNew) renameLog(db);
    const marker = new Marker(files.marker, { ...progressOf(db), open: true });
    const store = new SqliteStore(db, files, marker);
    return { store, identity: marker.identity, notices: unmarked && !isNew ? [acceptedUnmarked(files)] : [] };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What can be told in no time is looked at here too: it may have been replaced since. */
function join(files: StoreFiles): OpenedStore {
  const mark = inspectFiles(files);
  const db = connect(files.database);
  try {
    inspectProgress(db, files, mark);
    const marker = new Marker(files.marker, { ...progressOf(db), open: true });
    return { store: new SqliteStore(db, files, marker, true), identity: marker.identity, notices: [] };
  } catch (error) {
    db.close();
    throw error;
  }
}

function acceptedUnmarked(files: StoreFiles): string {
  return `${files.database} had no marker file and was taken as it is; ${files.marker} was written anew.`;
}
