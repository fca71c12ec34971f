/** The store that a server makes for itself: a file in its working folder. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoreKind } from './kind.ts';

const databaseOf = (folder: string): string => join(folder, 'data', 'logoutd.db');

/** It waits for what the server itself may be writing at the moment. */
const openBeside = (folder: string) => new DatabaseSync(databaseOf(folder), { timeout: 5000 });

export const sqlite: StoreKind = {
  settingsFor: async () => ({}),

  urlOf: (folder) => `sqlite:${databaseOf(folder)}`,

  /** Reads go on, since the store is in WAL mode; every write waits for its busy timeout, in vain. */
  refuseWrites: (folder) => {
    const other = openBeside(folder);
    other.exec('BEGIN IMMEDIATE');
    return () => other.close();
  },

  /** The log is emptied into the database first, so that nothing intact is left to read from. */
  damage: (folder) => {
    const other = openBeside(folder);
    const checkpoint = other.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    other.close();
    if (checkpoint?.['busy'] !== 0) throw new Error('the write-ahead log could not be emptied');
    const file = openSync(databaseOf(folder), 'r+');
    writeSync(file, Buffer.alloc(statSync(databaseOf(folder)).size, 0xa5), 0);
    closeSync(file);
  },

  emptyLog: async (folder) => {
    const other = openBeside(folder);
    other.exec('DELETE FROM log');
    other.close();
  },

  dispose: async () => {},
};
