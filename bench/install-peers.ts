/** The peers' packages, installed where they are missing or not those of their lockfile. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Throws when that fails. Nothing is done where they are there. */
export function installPeers(folder: string): void {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('installing the packages of bench/peers, which can take a minute');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0)
    throw new Error(`npm ci failed with ${status} in ${folder}, see above; without --full it is not needed`);
  // Contents are compared, not times: a lockfile that was just checked out is newer than what it describes.
  writeFileSync(stamp, lock);
}
