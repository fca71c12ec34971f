/**
 * A disk with an ext4 on it that can be made to find itself damaged: it then refuses all writes, those to open files
 * too. (A read-only remount would not do: the kernel refuses it while a file is open for writing.)
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const WHY_NOT =
  'no ext4 can be mounted here from a file: that needs root, loop devices, mkfs.ext4 and `mount`';

export interface FailingDisk {
  readonly folder: string;
  fail(): void;
  /** Unmounts, repairs and mounts again. Nobody may have a file open on it. */
  mend(): void;
  remove(): void;
}

function makeDisk(): FailingDisk {
  const place = mkdtempSync(join(tmpdir(), 'logoutd-disk-'));
  const [image, folder] = [join(place, 'image'), join(place, 'disk')];
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { stdio: 'pipe' }).toString();
  const mount = () => run('mount', '-o', 'loop,errors=remount-ro', image, folder);
  const remove = (): void => {
    spawnSync('umount', ['--lazy', folder]);
    rmSync(place, { recursive: true, force: true });
  };
  try {
    mkdirSync(folder);
    run('truncate', '--size', '16M', image);
    run('mkfs.ext4', '-q', image);
    mount();
  } catch (error) {
    remove();
    throw error;
  }
  return {
    folder,
    fail: () => {
      const device = basename(run('findmnt', '--noheadings', '--output', 'SOURCE', folder).trim());
      try {
        writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, '1');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EROFS') throw error;
      }
    },
    mend: () => {
      run('umount', folder);
      // 1: errors were found and corrected.
      const { status } = spawnSync('e2fsck', ['-fy', image]);
      if (status !== 0 && status !== 1) throw new Error(`the disk could not be repaired: ${status}`);
      mount();
    },
    remove,
  };
}

/** Found out by doing it. */
function canFail(): boolean {
  try {
    const disk = makeDisk();
    try {
      disk.fail();
      return spawnSync('touch', [join(disk.folder, 'file')]).status !== 0;
    } finally {
      disk.remove();
    }
  } catch {
    return false;
  }
}

export const mayFail = canFail();

export function failingDiskForTest(): FailingDisk {
  const disk = makeDisk();
  onTestFinished(disk.remove);
  return disk;
}
