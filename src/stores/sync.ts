import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Onto the disk: a file's content, or the names in a folder. */
export function syncToDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
