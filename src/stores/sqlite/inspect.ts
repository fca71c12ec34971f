/** Looks a store over before it is opened, and changes nothing: a store that is refused stays as it was found. */
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { progressOf } from './connect.ts';
import { copyOf } from './copies.ts';
import { isThere, mustBeWritable, type StoreFiles } from './files.ts';
import { homeOf } from './home.ts';
import { type Mark, readMark } from './marker.ts';
import {
  commitsLost,
  databaseDamaged,
  databaseEmpty,
  markerDamaged,
  newerSchema,
  notAStore,
  otherIdentity,
  unfinishedCopy,
} from './refusals.ts';
import { APPLICATION_ID, SCHEMA_VERSION, schemaVersionOf } from './schema.ts';

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const APPLICATION_ID_AT = 68;

/**
 * Throws `StoreOpenError` if the database is not all that its marker knows it was.
 *
 * Beside a database that it reads SQLite makes files, unless it is told that nobody writes (immutable); then it heeds no
 * lock, and what it reads of a store that is written looks damaged. So that is said only where no log lies beside it, as
 * one does while anybody has it open, be it of 0 bytes; and what was found counts only if nobody came meanwhile.
 */
export function inspect(files: StoreFiles): void {
  const mark = inspectFiles(files);
  const before = unopened(files);
  if (before !== null) {
    let refusal: unknown = null;
    try {
      inspectBy(openReading(files, { immutable: true }), files, mark);
    } catch (error) {
      refusal = error;
    }
    if (unopened(files) === before) {
      if (refusal !== null) throw refusal;
      return;
    }
  }
  const hadIndex = isThere(files.logIndex);
  let fine = false;
  try {
    inspectBy(openReading(files), files, mark);
    fine = true;
  } finally {
    if (!fine && !hadIndex) rmSync(files.logIndex, { force: true });
  }
}

/** What of the files can be told without SQLite: `null` where there is no marker. */
export function inspectFiles(files: StoreFiles): Mark | null {
  mustBeWritable(files.folder, files.database);
  inspectHeader(files);
  return inspectMark(files);
}

/** The version of the file that is there; `null`: somebody may have it open. */
function unopened({ log, database }: StoreFiles): string | null {
  if (isThere(log)) return null;
  const { ino, size, mtimeNs } = statSync(database, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

/** A connection that reads only does not fold the log into the database when it closes. */
export function openReading(files: StoreFiles, { immutable = false, timeout = 1000 } = {}): DatabaseSync {
  const url = pathToFileURL(files.database);
  if (immutable) url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly: true, timeout });
}

function inspectBy(db: DatabaseSync, files: StoreFiles, mark: Mark | null): void {
  try {
    inspectContents(db, files, mark);
  } finally {
    db.close();
  }
}

function inspectHeader(files: StoreFiles): void {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(files.database, 'r+');
  try {
    const length = readSync(file, header, 0, HEADER_BYTES, 0);
    if (length === 0) throw databaseEmpty(files);
    const begins = MAGIC.startsWith(header.toString('latin1', 0, Math.min(length, MAGIC.length)));
    if (!begins) throw notAStore(files);
    if (length < HEADER_BYTES) throw databaseDamaged(files, `${length} bytes are left of it`);
  } finally {
    closeSync(file);
  }
  const ours = header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID;
  if (!ours) throw notAStore(files);
}

function inspectMark(files: StoreFiles): Mark | null {
  if (!isThere(files.marker)) return null;
  mustBeWritable(files.marker);
  const mark = readMark(files.marker);
  if (mark === null) throw markerDamaged(files);
  return mark;
}

export function inspectContents(db: DatabaseSync, files: StoreFiles, mark: Mark | null): void {
  inspectSoundness(db, files, mark);
  if (copyOf(db)?.isWhole === false) throw unfinishedCopy(files);
}

/** Whether it is the one that its marker knows. `mark` was read before the database is: it can only lag behind. */
export function inspectProgress(db: DatabaseSync, files: StoreFiles, mark: Mark | null): void {
  const version = schemaVersionOf(db);
  if (version > SCHEMA_VERSION) throw newerSchema(files, version, SCHEMA_VERSION);
  const { identity, commits } = progressOf(db);
  if (mark !== null && mark.identity !== identity) throw otherIdentity(files);
  if (mark !== null && commits < mark.commits) throw commitsLost(files, commits, mark.commits);
}

/** Of a copy that is not whole, too. */
export function inspectSoundness(db: DatabaseSync, files: StoreFiles, mark: Mark | null): void {
  inspectProgress(db, files, mark);
  if (mark !== null && (mark.open ? isWhereItWas(files, mark) : !hasLogged(files))) return;
  // Reads the whole file: 0.4 s for a million sessions when it is cached, 4 s when it is not.
  const verdict = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (verdict !== 'ok') throw databaseDamaged(files, String(verdict).replaceAll('\n', ' '));
}

/** Then a process that was killed has left nothing half-done that SQLite's log would not mend. */
const isWhereItWas = ({ database }: StoreFiles, { home }: Mark): boolean =>
  home !== null && home === homeOf(database);

/** Whether there is a log with anything in it: what has been closed leaves none. */
export const hasLogged = ({ log }: StoreFiles): boolean =>
  (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0;
