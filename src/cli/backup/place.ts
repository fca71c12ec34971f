/** Where a copy comes to lie: whole, on disk, and in no other file's place. */
import { linkSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
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

export const taken = (file: string): BackupError =>
  new BackupError(
    `${file} is there already, and a backup replaces nothing. Name another, or remove it first.`,
  );

export function notWritten(file: string, error: unknown): BackupError {
  const { code, message } = error as NodeJS.ErrnoException;
  const mend =
    MENDS[code ?? '']?.(dirname(file)) ??
    `Let this user write the folder ${dirname(file)}, and see that its disk has room.`;
  return new BackupError(`${file} cannot be written (${message}). ${mend}`, { cause: error });
}

const MENDS: Readonly<Record<string, (folder: string) => string>> = {
  ENOENT: (folder) => `Make the folder ${folder} first.`,
  ENAMETOOLONG: () => 'Give it a shorter name.',
};
