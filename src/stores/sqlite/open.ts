/** Opens the SQLite store at a path, or makes it, or refuses with a reason and a mend. */
import { statSync } from 'node:fs';
import type { OpenedStore } from '../opening.ts';
import { connect, progressOf } from './connect.ts';
import { takeOver } from './copies.ts';
import { createDatabase } from './create.ts';
import { filesOf, isThere, type StoreFiles } from './files.ts';
import { inspect } from './inspect.ts';
import { Marker } from './marker.ts';
import { databaseMissing, isFolder, openingFailed, orphanedLog, unfinishedCopy } from './refusals.ts';
import { migrate, renameLog } from './schema.ts';
import { SqliteStore } from './store.ts';

/** Throws `StoreOpenError`; then nothing was changed. */
export function openSqliteStore(path: string): OpenedStore {
  const files = filesOf(path);
  try {
    return open(files);
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
    if (takeOver(db) === 'not whole') throw unfinishedCopy(files);
    const marker = new Marker(files.marker, { ...progressOf(db), open: true });
    const store = new SqliteStore(db, files, marker);
    return { store, identity: marker.identity, notices: unmarked && !isNew ? [acceptedUnmarked(files)] : [] };
  } catch (error) {
    db.close();
    throw error;
  }
}

function acceptedUnmarked(files: StoreFiles): string {
  return `${files.database} had no marker file and was taken as it is; ${files.marker} was written anew.`;
}
