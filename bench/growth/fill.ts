/**
 * Makes a store of logoutd with many ended sessions: the rows that as many logouts leave, in their order, and written by
 * the store's own code. So the file has the shape that it grows to: session ids are random, and the pages that
 * hold them are as full as random insertion leaves them.
 *
 * While it is filled it is only a draft: nothing is synced or journalled, and thousands of logouts are one transaction.
 */
import type { DatabaseSync } from 'node:sqlite';
import { Counts } from '../../src/stores/pending.ts';
import { ChangeWriter } from '../../src/stores/sqlite/changes.ts';
import { connect, progressOf } from '../../src/stores/sqlite/connect.ts';
import { createDatabase } from '../../src/stores/sqlite/create.ts';
import { cutOffsIn } from '../../src/stores/sqlite/cut-offs.ts';
import { filesOf, isThere } from '../../src/stores/sqlite/files.ts';
import { LogTable } from '../../src/stores/sqlite/log.ts';
import { Marker } from '../../src/stores/sqlite/marker.ts';
import { syncToDisk } from '../../src/stores/sync.ts';
import { changesOf, type Population } from './population.ts';

const IN_A_TRANSACTION = 50_000;
/** Random insertion needs the whole tree at hand, 500 bytes a session. SQLite takes it as it needs it. */
const CACHE_KIB = 4 * 2 ** 20;

/** Throws where there is a store already. Calls back with how many sessions are there so far. */
export function fillStore(
  path: string,
  population: Population,
  onProgress: (done: number) => void = () => {},
): void {
  const files = filesOf(path);
  if (isThere(files.database))
    throw new Error(`${path} is there already: fill a store under another name, or remove it.`);
  createDatabase(files, (db) => {
    db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -${CACHE_KIB}`);
    write(db, population, onProgress);
    db.exec('PRAGMA journal_mode = WAL');
  });
  // What lies in the machine's memory would be written out while something is measured.
  syncToDisk(files.database);
  const db = connect(files.database);
  try {
    const progress = progressOf(db);
    new Marker(files.marker, { ...progress, open: true, home: null }).close({ ...progress, clean: true });
  } finally {
    db.close();
  }
}

/** Each logout counts as a commit of its own, as where they do not come at once. */
function write(db: DatabaseSync, population: Population, onProgress: (done: number) => void): void {
  const changes = new ChangeWriter(db, cutOffsIn(db).cutOffs, new LogTable(db));
  const count = db.prepare('UPDATE meta SET commits = commits + ?');
  const counts = new Counts();
  for (let done = 0; done < population.ended; ) {
    const upTo = Math.min(population.ended, done + IN_A_TRANSACTION);
    db.exec('BEGIN IMMEDIATE');
    for (let nth = done; nth < upTo; nth += 1) {
      for (const change of changesOf(population, nth)) changes.write(change, counts);
    }
    count.run(upTo - done);
    db.exec('COMMIT');
    done = upTo;
    onProgress(done);
  }
}
