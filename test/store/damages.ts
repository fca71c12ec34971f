/** What may become of a store's files, and what each such damage has to be called. */
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoreOpenError } from '../../src/stores/opening.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { folderForTest } from '../support/folders.ts';
import { endOnce } from './things.ts';

/** How many sessions had ended before a store is harmed. Its backup has them. */
export const EARLIER = 300;

export interface Harmed {
  readonly database: string;
  readonly marker: string;
  readonly wal: string;
  readonly backup: string;
}

export interface Damage {
  readonly name: string;
  /** Whether a process used the store afterwards and was killed, so that its last commits are in the log only. */
  readonly killed: boolean;
  readonly harm: (files: Harmed) => void | Promise<void>;
  readonly code: StoreOpenError['code'];
  /** How many sessions are there once the loss is accepted; `null` where the message offers no such thing. */
  readonly kept: number | null | 'some';
  readonly backupHelps: boolean;
}

export const DAMAGES: readonly Damage[] = [
  {
    name: 'a deleted database',
    killed: false,
    harm: ({ database }) => rmSync(database),
    code: 'database-missing',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a deleted database whose log is left',
    killed: true,
    harm: ({ database }) => rmSync(database),
    code: 'database-missing',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a log without database and marker',
    killed: true,
    harm: ({ database, marker }) => {
      rmSync(database);
      rmSync(marker);
    },
    code: 'orphaned-log',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'an emptied database',
    killed: false,
    harm: ({ database }) => truncateSync(database),
    code: 'database-empty',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'an emptied database whose log is left',
    killed: true,
    harm: ({ database }) => truncateSync(database),
    code: 'database-empty',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'an emptied database without marker',
    killed: false,
    harm: ({ database, marker }) => {
      truncateSync(database);
      rmSync(marker);
    },
    code: 'database-empty',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a halved database',
    killed: false,
    harm: ({ database }) => truncateSync(database, Math.floor(sizeOf(database) / 2)),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database without its last page',
    killed: false,
    harm: ({ database }) => truncateSync(database, sizeOf(database) - 4096),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database of fifty bytes',
    killed: false,
    harm: ({ database }) => truncateSync(database, 50),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database with pages overwritten, after a crash',
    killed: true,
    harm: ({ database }) => alter(database, 8192, sizeOf(database) - 8192),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database with a page overwritten, without marker',
    killed: false,
    harm: ({ database, marker }) => {
      alter(database, sizeOf(database) - 4096, 4096);
      rmSync(marker);
    },
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a lost log',
    killed: true,
    harm: ({ wal }) => rmSync(wal),
    code: 'commits-lost',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'an emptied log',
    killed: true,
    harm: ({ wal }) => truncateSync(wal),
    code: 'commits-lost',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'a halved log',
    killed: true,
    harm: ({ wal }) => truncateSync(wal, Math.floor(sizeOf(wal) / 2)),
    code: 'commits-lost',
    kept: 'some',
    backupHelps: true,
  },
  {
    name: 'a halved log without the index over it',
    killed: true,
    harm: ({ database, wal }) => {
      truncateSync(wal, Math.floor(sizeOf(wal) / 2));
      rmSync(`${database}-shm`);
    },
    code: 'commits-lost',
    kept: 'some',
    backupHelps: true,
  },
  {
    name: 'one altered byte in the log',
    killed: true,
    harm: ({ wal }) => alter(wal, 32 + 24 + 100, 1),
    code: 'commits-lost',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'an older copy of the database',
    killed: false,
    harm: async ({ database, backup }) => {
      const { store } = openSqliteStore(database);
      await endOnce(store, 'since the backup');
      await store.close();
      copyFileSync(backup, database);
    },
    code: 'commits-lost',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'a database of another store',
    killed: false,
    harm: async ({ database }) => {
      const other = join(folderForTest(), 'other.db');
      const { store } = openSqliteStore(other);
      await Promise.all(Array.from({ length: 7 }, (_, at) => endOnce(store, `other ${at}`)));
      await store.close();
      copyFileSync(other, database);
    },
    code: 'other-identity',
    kept: 7,
    backupHelps: false,
  },
  {
    name: 'a marker with one altered digit',
    killed: false,
    harm: ({ marker }) =>
      writeFileSync(marker, readFileSync(marker, 'latin1').replace(/commits 0/, 'commits 1')),
    code: 'marker-damaged',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'an emptied marker',
    killed: false,
    harm: ({ marker }) => truncateSync(marker),
    code: 'marker-damaged',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'a database of another application',
    killed: false,
    harm: ({ database }) => replaceByForeign(database),
    code: 'not-a-store',
    kept: null,
    backupHelps: true,
  },
  {
    name: 'a database whose beginning is garbage',
    killed: false,
    harm: ({ database }) => alter(database, 0, 4096),
    code: 'not-a-store',
    kept: null,
    backupHelps: true,
  },
  {
    name: 'something that is no database',
    killed: false,
    harm: ({ database }) => writeFileSync(database, 'a shopping list\n'.repeat(100)),
    code: 'not-a-store',
    kept: null,
    backupHelps: true,
  },
  {
    name: 'a database of a newer version',
    killed: false,
    harm: ({ database }) => {
      const db = new DatabaseSync(database);
      db.exec('PRAGMA user_version = 99');
      db.close();
    },
    code: 'newer-schema',
    kept: null,
    backupHelps: true,
  },
];

const sizeOf = (path: string): number => readFileSync(path).length;

function alter(path: string, from: number, length: number): void {
  const bytes = readFileSync(path);
  for (let at = from; at < from + length; at += 1) bytes.writeUInt8(bytes.readUInt8(at) ^ 0xa5, at);
  writeFileSync(path, bytes);
}

function replaceByForeign(path: string): void {
  rmSync(path);
  const db = new DatabaseSync(path);
  db.exec('CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1');
  db.close();
}
