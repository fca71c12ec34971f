import { spawnSync } from 'node:child_process';
import { CannotCompare } from './findings.ts';

export type Git = (...args: string[]) => string;

/** Runs git in the folder. CI may own the folder by another user, so the folder is named as one to trust. */
export const gitIn =
  (folder: string): Git =>
  (...args) => {
    const { error, status, stdout, stderr } = spawnSync('git', ['-c', `safe.directory=${folder}`, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error !== undefined) throw new CannotCompare(`git could not be started (${error.message})`);
    if (status !== 0) throw new CannotCompare(`git ${args.join(' ')} failed: ${stderr.trim()}`);
    return stdout;
  };
