import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** A folder that is removed at the end of the test file, or of the process where there is none. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'logoutd-test-'));
  if (folders.length === 0) process.once('exit', removeTemporaryFolders);
  folders.push(folder);
  return folder;
}

/** A process of vitest is ended from outside, and sees no exit. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
