/** Opens the SQLite store at a path, or makes it, or refuses with a reason and a mend. */
import type { DatabaseSync } from 'node:sqlite';
import type { OpenedStore } from '../opening.ts';
import { connect, progressOf } from './connect.ts';
import { createDatabase } from './create.ts';
import { filesOf, isThere, type StoreFiles } from './files.ts';
import { inspect } from './inspect.ts';
import { Marker } from './marker.ts';
import { databaseMissing, openingFailed, orphanedLog } from './refusals.ts';
import { migrate } from './schema.ts';
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
    const store = new SqliteStore(db, files, openMarker(files, db, unmarked));
    return { store, identity: store.identity, notices: unmarked && !isNew ? [acceptedUnmarked(files)] : [] };
  } catch (error) {
    db.close();
    throw error;
  }
}

function openMarker(files: StoreFiles, db: DatabaseSync, unmarked: boolean): Marker {
  return new Marker(files.marker, { ...progressOf(db), open: true }, unmarked);
}

function acceptedUnmarked(files: StoreFiles): string {
  return `${files.database} had no marker file and was taken as it is; ${files.marker} was written anew.`;
}
