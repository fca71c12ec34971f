/** Disks of their own, small and quick to fill. Only root may mount them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { folderForTest } from './folders.ts';

export const mayMount = process.getuid?.() === 0;
export const WHY_NOT = 'only root may mount a disk';

/** Gives the folder where it is mounted. It goes when the test is over, even if a failed test left files open. */
export function diskForTest(size: string): string {
  const disk = join(folderForTest(), 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', disk]);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', disk]);
  });
  return disk;
}

export function remount(disk: string, option: string): void {
  execFileSync('mount', ['-o', `remount,${option}`, disk]);
}
