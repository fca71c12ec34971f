/** The files of one store. SQLite puts its own beside the database that a link leads to, and so does the marker. */
import { accessSync, constants, existsSync, linkSync, lstatSync, realpathSync, renameSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export interface StoreFiles {
  readonly folder: string;
  readonly database: string;
  /** SQLite's write-ahead log and the index over it. */
  readonly log: string;
  readonly logIndex: string;
  readonly marker: string;
}

export function filesOf(path: string): StoreFiles {
  const asked = resolve(path);
  const folder = dirname(asked);
  const database = existsSync(asked)
    ? realpathSync(asked)
    : join(existsSync(folder) ? realpathSync(folder) : folder, basename(asked));
  return {
    folder: dirname(database),
    database,
    log: `${database}-wal`,
    logIndex: `${database}-shm`,
    marker: `${database}.marker`,
  };
}

/** Whether there is such a file, be it a link that leads nowhere. Unlike `existsSync`, it throws when it cannot tell. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * What SQLite sorts when it makes an index does not fit the memory, and goes into a file; beside the store there has to be room
 * anyhow, and another folder may be small or not be writable. It asks once in a process, at the first database.
 */
export function sortsBeside({ folder }: StoreFiles): void {
  process.env['SQLITE_TMPDIR'] ??= folder;
}

export function mustBeWritable(...paths: readonly string[]): void {
  for (const path of paths) accessSync(path, constants.R_OK | constants.W_OK);
}

/**
 * Gives a finished draft its name. A link, unlike a renaming, never replaces: of two processes that start at
 * once, the second takes the first's. The draft itself is the caller's to remove.
 */
export function putInPlace(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(draft, path);
  }
}
