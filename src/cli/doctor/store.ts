/** The store's files, where no server runs that could be asked. Nothing is written. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
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

export function checkStore(storeUrl: string): StoreFindings {
  if (!storeUrl.startsWith(SCHEME)) return { writtenMs: null, findings: [] };
  const files = filesOf(storeUrl.slice(SCHEME.length));
  try {
    return { writtenMs: writtenAt(files), findings: [look(files)] };
  } catch (error) {
    const { message } = error instanceof StoreOpenError ? error : openingFailed(files, error);
    return { writtenMs: null, findings: [wrong('store', message)] };
  }
}

/** @throws {StoreOpenError} and what the file system throws */
function look(files: StoreFiles): Finding {
  const found = statSync(files.database, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw isFolder(files);
  if (found === undefined) {
    if (isThere(files.marker)) throw databaseMissing(files);
    if (isThere(files.log)) throw orphanedLog(files);
    accessSync(nearest(files.folder), constants.W_OK);
    return ok('store', `there is none yet; the first start makes it, at ${files.database}`);
  }
  // To read a log without its index, SQLite would make one: that is the server's to do.
  const hasLog = (statSync(files.log, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (hasLog && !isThere(files.logIndex)) {
    return warn('store', `${files.database} was not closed; the next start looks it over`);
  }
  inspect(files);
  return ok('store', `${files.database} can be opened, and is all that its marker knows of`);
}

/** The folder, or that which it would be made in. */
const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(dirname(folder)));

function writtenAt(files: StoreFiles): number | null {
  const times = [files.database, files.log, files.marker].flatMap(
    (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? [],
  );
  return times.length === 0 ? null : Math.max(...times);
}
