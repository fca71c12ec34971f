/** Disks of their own, small and quick to fill. Not everybody may mount them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { folderForTest } from './folders.ts';

/** Found out by mounting one: root of a container may not, either. */
function canMount(): boolean {
  const disk = mkdtempSync(join(tmpdir(), 'logoutd-disk-'));
  try {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk]).status !== 0) return false;
    return spawnSync('umount', ['--lazy', disk]).status === 0;
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}

export const mayMount = canMount();
export const WHY_NOT = 'no disk can be mounted here: that needs root and `mount`';

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
