/** Where a copy comes to lie: whole, on disk, and in no other file's place. */
import { linkSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isThere } from '../../stores/sqlite/files.ts';
import { syncToDisk } from '../../stores/sync.ts';

/** The copy cannot be made there. The message names it, and says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** @throws {BackupError} where the name is taken, and what the file system throws */
export function place(draft: string, file: string): void {
  syncToDisk(draft);
  try {
    // A link, unlike a renaming, never replaces; the draft itself is the caller's to remove.
    linkSync(draft, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || isThere(file)) throw taken(file);
    // Some file systems know no links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(draft, file);
  }
  syncToDisk(dirname(file));
}

export function taken(file: string): BackupError {
  const is = statSync(file, { throwIfNoEntry: false })?.isDirectory()
    ? `is a folder. Name a file in it, like ${join(file, 'backup.db')}`
    : 'is there already, and a backup replaces nothing. Name another, or remove it first';
  return new BackupError(`${file} ${is}.`);
}

export function notWritten(file: string, error: unknown): BackupError {
  const { code, message } = error as NodeJS.ErrnoException;
  const folder = dirname(file);
  const mend =
    (code === 'ENOENT' && isThere(folder)
      ? `No files can be made in ${folder}: name another folder.`
      : MENDS[code ?? '']?.(folder)) ??
    `Let this user write the folder ${folder}, and see that its disk has room.`;
  return new BackupError(`${file} cannot be written (${message}). ${mend}`, { cause: error });
}

const MENDS: Readonly<Record<string, (folder: string) => string>> = {
  ENOENT: (folder) => `Make the folder ${folder} first.`,
  ENAMETOOLONG: () => 'Give it a shorter name.',
};
