import { execFile, spawnSync } from 'node:child_process';
import { mkdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';
import { goOnThisMachine, installedOasdiff } from '../../scripts/contract-diff/install.ts';

/** The first test that needs oasdiff builds it. */
export const BUILD_MS = 600_000;

const install = new URL('../../scripts/contract-diff/install.ts', import.meta.url).href;
/** Of this run of all tests, which is the parent of the process of each file. */
const lock = join(tmpdir(), `logoutd-oasdiff-${process.ppid}`);
let building: Promise<void> | undefined;

/** The program, or a skipped test where it cannot be built. */
export async function oasdiffFor(context: TestContext): Promise<string> {
  if (goOnThisMachine() === undefined) context.skip('there is no go on this machine');
  building ??= build();
  await building;
  return installedOasdiff(() => undefined);
}

/** Once for all files, and in a process of its own: the test's own one must go on answering its runner. */
async function build(): Promise<void> {
  while (!(await isOurs())) await sleep(200);
  try {
    const source = `import { installedOasdiff } from '${install}'; installedOasdiff(() => undefined);`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source]);
  } finally {
    await rmdir(lock);
  }
}

async function isOurs(): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

export function needsGit(context: TestContext): void {
  if (spawnSync('git', ['--version']).status !== 0) context.skip('there is no git on this machine');
}
