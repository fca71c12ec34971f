/** A new store: built under another name and put in place complete, so that no half of one is ever found. */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { syncToDisk } from '../sync.ts';
import { connect } from './connect.ts';
import { putInPlace, type StoreFiles } from './files.ts';
import { APPLICATION_ID, migrate } from './schema.ts';

/** `prepare` has its say before anybody can open it. */
export function createDatabase(files: StoreFiles, prepare: (db: DatabaseSync) => void = () => {}): void {
  makeFolder(files.folder);
  const draft = `${files.database}.${randomUUID()}.new`;
  try {
    closeSync(openSync(draft, 'wx', 0o600));
    const db = connect(draft);
    try {
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      migrate(db);
      prepare(db);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
    putInPlace(draft, files.database);
  } finally {
    for (const leftover of ['', '-wal', '-shm']) rmSync(draft + leftover, { force: true });
  }
  syncToDisk(files.folder);
}

/** One at a time: `mkdirSync` with `recursive` never returns where a file system refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
