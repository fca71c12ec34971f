/**
 * The marker: a small file on this machine that knows which store is kept on a server. A Redis that was emptied
 * looks like one that was never used; the marker tells.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RedisAddress } from './address.ts';
import { spellNode } from './address.ts';

const FORM = /^logoutd redis marker 1\nserver [^\n]*\nkeys [^\n]*\nidentity ([0-9a-f]{32})\n$/;

/** One for each server and prefix; the order of a cluster's addresses does not matter. */
export function markerPath(folder: string, { nodes, database, prefix }: RedisAddress): string {
  const server = `${nodes.map(spellNode).toSorted().join(',')}/${database} ${prefix}`;
  return join(folder, `redis-${createHash('sha256').update(server).digest('hex').slice(0, 12)}.marker`);
}

/** `null`: there is none. `damaged`: nobody can say what it said. */
export function readMarker(path: string): { readonly identity: string } | 'damaged' | null {
  if (!existsSync(path)) return null;
  const identity = FORM.exec(readFileSync(path, 'utf8'))?.[1];
  return identity === undefined ? 'damaged' : { identity };
}

/** Under its name it is whole, or not there. */
export function writeMarker(path: string, address: RedisAddress, identity: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.new`;
  const text = `logoutd redis marker 1\nserver ${address.name}\nkeys ${address.prefix}\nidentity ${identity}\n`;
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600, flush: true });
    link(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Of two processes that start at once, both know the same. Not every file system has links. */
function link(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, path);
  }
}
