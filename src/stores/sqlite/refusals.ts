/** Why a store does not open, said so that an operator can mend it. */
import { StoreOpenError } from '../opening.ts';
import { isThere, type StoreFiles } from './files.ts';

const GOES_EMPTY = 'The next start then makes a new, empty store';

export function databaseMissing(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'database-missing',
    `${files.database} is missing, but its marker file ${files.marker} is there. Put the database back as it was; or put a backup in its place and delete ${beside(files)}; or, to accept the loss of all sessions, delete ${beside(files)}. ${GOES_EMPTY}.`,
  );
}

export function orphanedLog(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'orphaned-log',
    `${files.database} is missing, but its write-ahead log ${files.log} is there. Put the database back as it was; or put a backup in its place and delete ${beside(files)}; or, to accept the loss of all sessions, delete ${beside(files)}. ${GOES_EMPTY}.`,
  );
}

export function databaseEmpty(files: StoreFiles): StoreOpenError {
  return new StoreOpenError('database-empty', `${files.database} has 0 bytes. ${replaceOrStartEmpty(files)}`);
}

export function databaseDamaged(files: StoreFiles, how: string, cause?: unknown): StoreOpenError {
  return new StoreOpenError(
    'database-damaged',
    `${files.database} is damaged (${how}). ${replaceOrStartEmpty(files)}`,
    { cause },
  );
}

export function notAStore(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'not-a-store',
    `${files.database} is not a database of logoutd. Set LOGOUTD_STORE to another path; or, if it was one and was overwritten, ${replace(files)}.`,
  );
}

export function isFolder(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'not-a-store',
    `${files.database} is a folder. Set LOGOUTD_STORE to the path of a file in it, like sqlite:${files.database}/logoutd.db.`,
  );
}

export function newerSchema(files: StoreFiles, theirs: number, ours: number): StoreOpenError {
  return new StoreOpenError(
    'newer-schema',
    `${files.database} was written by a newer logoutd (schema ${theirs}; this one knows up to ${ours}). Start that version again; or ${replace(files)}, with a backup from before the upgrade.`,
  );
}

export function markerDamaged(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'marker-damaged',
    `The marker file ${files.marker} is damaged, so nobody can say whether ${files.database} is complete. ${replaceOrAccept(files)}`,
  );
}

export function otherIdentity(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'other-identity',
    `${files.database} is not the database that the marker file ${files.marker} belongs to. Put the right one in its place; or, to accept the loss and go on with the one that is there, delete the marker file ${files.marker}.`,
  );
}

export function commitsLost(files: StoreFiles, has: number, marked: number): StoreOpenError {
  return new StoreOpenError(
    'commits-lost',
    `${files.database} ends with commit ${has}, but ${files.marker} has seen commit ${marked}: the database is older, or its write-ahead log was lost or altered. ${replaceOrAccept(files)}`,
  );
}

export function unfinishedCopy(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'unfinished-copy',
    `${files.database} is a copy of another store that is not whole. Run the logoutd migrate that began it once more, to its end, with logoutd stopped on the store that it copies; or, to give the copy up, delete ${list([files.database, ...thereBeside(files)])}.`,
  );
}

export function notFree(files: StoreFiles, what: string): StoreOpenError {
  return new StoreOpenError(
    'not-free',
    `${files.database} ${what}, and a copy overwrites nothing. Name a file that is not there yet; or, if nobody needs it any more, delete ${list([files.database, ...thereBeside(files)])}.`,
  );
}

export function olderSchema(files: StoreFiles): StoreOpenError {
  return new StoreOpenError(
    'newer-schema',
    `${files.database} was written by an older logoutd. Start this version on it first, which brings it up to date.`,
  );
}

/** From an error of the file system or of SQLite. */
export function openingFailed(files: StoreFiles, error: unknown): StoreOpenError {
  if (error instanceof StoreOpenError) return error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  const what = error instanceof Error ? error.message : String(error);
  const sqlite = typeof errcode === 'number' ? errcode & 0xff : null;
  if (sqlite === 11 || sqlite === 26 || sqlite === 1) return databaseDamaged(files, what, error);
  if (sqlite === 5 || sqlite === 6) {
    const message = `${files.database} is locked by another process. Stop that process and start again.`;
    return new StoreOpenError('in-use', message, { cause: error });
  }
  if ([3, 8, 14, 23].includes(sqlite ?? -1) || DENIED.includes(String(code))) {
    const user = process.getuid?.() ?? 'that runs logoutd';
    return new StoreOpenError(
      'inaccessible',
      `${files.database} cannot be opened (${what}). Let user ${user} read and write the folder ${files.folder} and the store's files in it, or set LOGOUTD_STORE to another path.`,
      { cause: error },
    );
  }
  return new StoreOpenError(
    'io-failure',
    `${files.database} cannot be opened (${what}). Make room on its disk, or mend the disk, and start again.`,
    { cause: error },
  );
}

const DENIED = ['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOENT'];

function replaceOrAccept(files: StoreFiles): string {
  return `Either ${replace(files)}; or, to accept the loss and go on with what is there, delete the marker file ${files.marker}.`;
}

function replaceOrStartEmpty(files: StoreFiles): string {
  const all = list([files.database, ...thereBeside(files)]);
  return `Either ${replace(files)}; or, to accept the loss of all sessions, delete ${all}. ${GOES_EMPTY}.`;
}

function replace(files: StoreFiles): string {
  const others = thereBeside(files);
  return `put a backup in its place${others.length === 0 ? '' : ` and delete ${list(others)}`}`;
}

const beside = (files: StoreFiles): string => list(thereBeside(files));

/** The index over the log is not among them: SQLite makes it anew whenever nobody has the database open. */
function thereBeside(files: StoreFiles): readonly string[] {
  return [files.log, files.marker].filter(isThere);
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
