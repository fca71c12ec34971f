/** A connection as the store wants it. */
import { DatabaseSync } from 'node:sqlite';

/** How long another process may keep the database locked while it is opened or closed: all stands still meanwhile. */
const BUSY_TIMEOUT_MS = 1000;
const CACHE_KIB = 8192;
const MOST_CACHE_KIB = 128 * 1024;
/** In pages of 4 KiB: what the write-ahead log may come to, and what of it is kept after a burst. */
const CHECKPOINT_AFTER_PAGES = 1000;

export function connect(database: string): DatabaseSync {
  const db = new DatabaseSync(database, { timeout: BUSY_TIMEOUT_MS });
  try {
    const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
    if (mode !== 'wal') throw new Error(`its file system gives ${mode} in place of a write-ahead log`);
    db.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_AFTER_PAGES};
      PRAGMA journal_size_limit = ${CHECKPOINT_AFTER_PAGES * 4096};
      PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA trusted_schema = OFF;
    `);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** From now on a locked database is said to be, at once: see patience.ts. */
export function neverWaits(db: DatabaseSync): void {
  db.exec('PRAGMA busy_timeout = 0');
}

export function waits(db: DatabaseSync): void {
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
}

/** Room for the pages of a file's trees that lead to all others, which are a hundredth of it: each is asked for again and again. */
export const cacheKiBFor = (pages: number): number =>
  Math.min(CACHE_KIB + Math.ceil((pages * 4) / 80), MOST_CACHE_KIB);

export function sizeCache(db: DatabaseSync): void {
  const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
  db.exec(`PRAGMA cache_size = -${cacheKiBFor(pages)}`);
}

export interface Progress {
  readonly identity: string;
  readonly commits: number;
}

export function progressOf(db: DatabaseSync): Progress {
  const row = db.prepare('SELECT identity, commits FROM meta').get();
  if (row === undefined) throw Object.assign(new Error('its meta row is missing'), { errcode: 11 });
  return { identity: String(row['identity']), commits: Number(row['commits']) };
}
