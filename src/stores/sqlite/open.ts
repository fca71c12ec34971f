/** Opens the SQLite store at a path, or makes it, or refuses with a reason and a mend. */
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { OpenedStore } from '../opening.ts';
import { CUT_OFF_STEPS, type CutOffSteps } from '../pending.ts';
import { connect, progressOf } from './connect.ts';
import { takeOver } from './copies.ts';
import { createDatabase } from './create.ts';
import { filesOf, isThere, type StoreFiles, sortsBeside } from './files.ts';
import { homeOf } from './home.ts';
import { inspect, inspectFiles, inspectProgress } from './inspect.ts';
import { type Mark, Marker } from './marker.ts';
import { databaseMissing, isFolder, openingFailed, orphanedLog, unfinishedCopy } from './refusals.ts';
import { migrate, renameLog, SCHEMA_VERSION, schemaVersionOf } from './schema.ts';
import { SqliteStore } from './store.ts';

export interface SqliteOptions {
  /** Whether another process of this server has opened it, and keeps it open for longer. */
  readonly isOpen?: boolean;
  readonly steps?: CutOffSteps;
  /** Told at once of what may take minutes. */
  readonly tell?: (message: string) => void;
}

/** Throws `StoreOpenError`; then nothing was changed, but that an older store may be of the present shape. */
export function openSqliteStore(
  path: string,
  { isOpen = false, steps = CUT_OFF_STEPS, tell = () => undefined }: SqliteOptions = {},
): OpenedStore {
  const files = filesOf(path);
  sortsBeside(files);
  try {
    return isOpen ? join(files, steps) : open(files, steps, tell);
  } catch (error) {
    throw openingFailed(files, error);
  }
}

function open(files: StoreFiles, steps: CutOffSteps, tell: (message: string) => void): OpenedStore {
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
    const version = schemaVersionOf(db);
    if (version < SCHEMA_VERSION) tell(bringsUpToDate(files, version));
    migrate(db);
    if (unmarked && !isNew) renameLog(db);
    const marker = new Marker(files.marker, markOf(db, files));
    // Not before: who cannot start on it has not used up the copy.
    if (takeOver(db) === 'not whole') throw unfinishedCopy(files);
    const store = new SqliteStore(db, { files, marker, steps, isShared: false });
    return { store, identity: marker.identity, notices: unmarked && !isNew ? [acceptedUnmarked(files)] : [] };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What can be told in no time is looked at here too: it may have been replaced since. */
function join(files: StoreFiles, steps: CutOffSteps): OpenedStore {
  const mark = inspectFiles(files);
  const db = connect(files.database);
  try {
    inspectProgress(db, files, mark);
    const marker = new Marker(files.marker, markOf(db, files));
    const store = new SqliteStore(db, { files, marker, steps, isShared: true });
    return { store, identity: marker.identity, notices: [] };
  } catch (error) {
    db.close();
    throw error;
  }
}

const markOf = (db: DatabaseSync, { database }: StoreFiles): Mark => ({
  ...progressOf(db),
  open: true,
  home: homeOf(database),
});

function bringsUpToDate({ database }: StoreFiles, version: number): string {
  return `${database} is brought from schema ${version} to ${SCHEMA_VERSION} before anything is served, which takes minutes where it holds many millions of sessions. Stopped meanwhile, it is as it was, and the next start begins anew.`;
}

function acceptedUnmarked(files: StoreFiles): string {
  return `${files.database} had no marker file and was taken as it is; ${files.marker} was written anew.`;
}
