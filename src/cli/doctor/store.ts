/** The store, as far as no server says how it is. Nothing is written. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { DATA_FOLDER, openerOf, redisAddressIn } from '../../stores/open.ts';
import { StoreOpenError } from '../../stores/opening.ts';
import { filesOf, isThere, type StoreFiles } from '../../stores/sqlite/files.ts';
import { inspect } from '../../stores/sqlite/inspect.ts';
import { databaseMissing, isFolder, openingFailed, orphanedLog } from '../../stores/sqlite/refusals.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

const SCHEME = 'sqlite:';

export interface StoreFindings {
  /** When its files were last written, in Unix milliseconds; `null`: there are none. */
  readonly writtenMs: number | null;
  readonly findings: readonly Finding[];
}

export async function checkStore(
  storeUrl: string,
  redisDurability: Settings['redisDurability'],
): Promise<StoreFindings> {
  const unknown = checkStoreUrl(storeUrl);
  if (unknown.length > 0) return { writtenMs: null, findings: unknown };
  if (!storeUrl.startsWith(SCHEME)) {
    return { writtenMs: null, findings: await checkRedis(storeUrl, redisDurability) };
  }
  const files = filesOf(storeUrl.slice(SCHEME.length));
  try {
    return { writtenMs: writtenAt(files), findings: [look(files)] };
  } catch (error) {
    const { message } = error instanceof StoreOpenError ? error : openingFailed(files, error);
    return { writtenMs: null, findings: [wrong('store', message)] };
  }
}

/** Likewise where a server runs that has it open: what is on this machine is left to that server. */
export async function checkStoreBesideServer(
  storeUrl: string,
  redisDurability: Settings['redisDurability'],
  { isReady }: { readonly isReady: boolean },
): Promise<StoreFindings> {
  const unknown = checkStoreUrl(storeUrl);
  // The server says that it cannot, and this why.
  const findings = unknown.length > 0 || isReady ? unknown : await checkRedis(storeUrl, redisDurability);
  return { writtenMs: null, findings };
}

/** Of one that is not on Redis there is nothing to say. */
async function checkRedis(
  storeUrl: string,
  redisDurability: Settings['redisDurability'],
): Promise<readonly Finding[]> {
  const address = redisAddressIn(storeUrl);
  if (address === null) return [];
  const { lookAt } = await import('../../stores/redis/look.ts');
  try {
    const { identity, notices } = await lookAt(address, DATA_FOLDER, redisDurability);
    const says =
      identity === null
        ? `there is none on ${address.name} yet; the first start makes it`
        : `${address.name} can be used, and its store can be opened`;
    return [...notices.map((notice) => warn('store', notice)), ok('store', says)];
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    return [wrong('store', error.message)];
  }
}

/** Whether a start would know what to open; this can be told while another server has it open, too. */
function checkStoreUrl(storeUrl: string): readonly Finding[] {
  try {
    openerOf(storeUrl);
    return [];
  } catch (error) {
    return [wrong('store', (error as Error).message)];
  }
}

/** @throws {StoreOpenError} and what the file system throws */
function look(files: StoreFiles): Finding {
  const found = statSync(files.database, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw isFolder(files);
  if (found === undefined) {
    if (isThere(files.marker)) throw databaseMissing(files);
    if (isThere(files.log)) throw orphanedLog(files);
    // A link that leads nowhere.
    if (isThere(files.database)) accessSync(files.database);
    mustTakeFiles(nearest(files.folder));
    return ok('store', `there is none yet; the first start makes it, at ${files.database}`);
  }
  // To read a log without its index, SQLite would make one: that is the server's to do.
  if (isThere(files.log) && !isThere(files.logIndex)) {
    return warn('store', `${files.database} was not closed; the next start looks it over`);
  }
  inspect(files);
  return ok('store', `${files.database} can be opened, and is all that its marker knows of`);
}

/** The folder, or that which it would be made in. */
const nearest = (folder: string): string => (isThere(folder) ? folder : nearest(dirname(folder)));

/** Linux's /proc, /sys and cgroups, which root may write, as far as permissions go, and which take no files: statfs(2). */
const OF_THE_KERNEL = new Set([0x9fa0, 0x62656572, 0x27e0eb, 0x63677270]);

function mustTakeFiles(folder: string): void {
  const refusal = (code: string, why: string): Error => Object.assign(new Error(`${code}: ${why}`), { code });
  if (!statSync(folder).isDirectory()) throw refusal('ENOTDIR', `${folder} is no folder`);
  accessSync(folder, constants.W_OK | constants.X_OK);
  if (OF_THE_KERNEL.has(statfsSync(folder).type)) throw refusal('EPERM', `no files can be made in ${folder}`);
}

function writtenAt(files: StoreFiles): number | null {
  const times = [files.database, files.log, files.marker].flatMap(
    (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? [],
  );
  return times.length === 0 ? null : Math.max(...times);
}
