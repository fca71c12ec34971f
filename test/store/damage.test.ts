/** Every damage that SQLite would pass over in silence, done to real files: refused, untouched, and mended as told. */
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoreOpenError } from '../../src/stores/opening.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { folderForTest } from '../support/folders.ts';
import { acceptTheLoss, putBackup } from './mends.ts';
import { endAndBeKilled } from './processes.ts';
import { all, endOnce } from './things.ts';

const EARLIER = 300;
const LATER = 20;

let database: string;
let marker: string;
let wal: string;
/** With the `EARLIER` sessions. */
let backup: string;

beforeEach(async () => {
  const folder = folderForTest();
  database = join(folder, 'data', 'store.db');
  marker = `${database}.marker`;
  wal = `${database}-wal`;
  backup = join(folder, 'backup.db');
  const { store } = openSqliteStore(database);
  await Promise.all(Array.from({ length: EARLIER }, (_, at) => endOnce(store, `early ${at}`)));
  await store.close();
  const db = new DatabaseSync(database, { readOnly: true });
  db.exec(`VACUUM INTO '${backup}'`);
  db.close();
  for (const leftover of [wal, `${database}-shm`]) rmSync(leftover, { force: true });
});

interface Damage {
  readonly name: string;
  /** Whether a process used the store afterwards and was killed, so that its last commits are in the log only. */
  readonly killed: boolean;
  readonly harm: () => void | Promise<void>;
  readonly code: StoreOpenError['code'];
  /** How many sessions are there once the loss is accepted; `null` where the message offers no such thing. */
  readonly kept: number | null | 'some';
  readonly backupHelps: boolean;
}

const DAMAGES: readonly Damage[] = [
  {
    name: 'a deleted database',
    killed: false,
    harm: () => rmSync(database),
    code: 'database-missing',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a deleted database whose log is left',
    killed: true,
    harm: () => rmSync(database),
    code: 'database-missing',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a log without database and marker',
    killed: true,
    harm: () => {
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
    harm: () => truncateSync(database),
    code: 'database-empty',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'an emptied database whose log is left',
    killed: true,
    harm: () => truncateSync(database),
    code: 'database-empty',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'an emptied database without marker',
    killed: false,
    harm: () => {
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
    harm: () => truncateSync(database, Math.floor(sizeOf(database) / 2)),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database without its last page',
    killed: false,
    harm: () => truncateSync(database, sizeOf(database) - 4096),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database of fifty bytes',
    killed: false,
    harm: () => truncateSync(database, 50),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database with pages overwritten, after a crash',
    killed: true,
    harm: () => alter(database, 8192, sizeOf(database) - 8192),
    code: 'database-damaged',
    kept: 0,
    backupHelps: true,
  },
  {
    name: 'a database with a page overwritten, without marker',
    killed: false,
    harm: () => {
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
    harm: () => rmSync(wal),
    code: 'commits-lost',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'an emptied log',
    killed: true,
    harm: () => truncateSync(wal),
    code: 'commits-lost',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'a halved log',
    killed: true,
    harm: () => truncateSync(wal, Math.floor(sizeOf(wal) / 2)),
    code: 'commits-lost',
    kept: 'some',
    backupHelps: true,
  },
  {
    name: 'a halved log without the index over it',
    killed: true,
    harm: () => {
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
    harm: () => alter(wal, 32 + 24 + 100, 1),
    code: 'commits-lost',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'an older copy of the database',
    killed: false,
    harm: async () => {
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
    harm: async () => {
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
    harm: () => writeFileSync(marker, readFileSync(marker, 'latin1').replace(/commits 0/, 'commits 1')),
    code: 'marker-damaged',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'an emptied marker',
    killed: false,
    harm: () => truncateSync(marker),
    code: 'marker-damaged',
    kept: EARLIER,
    backupHelps: true,
  },
  {
    name: 'a database of another application',
    killed: false,
    harm: () => replaceByForeign(database),
    code: 'not-a-store',
    kept: null,
    backupHelps: true,
  },
  {
    name: 'a database whose beginning is garbage',
    killed: false,
    harm: () => alter(database, 0, 4096),
    code: 'not-a-store',
    kept: null,
    backupHelps: true,
  },
  {
    name: 'something that is no database',
    killed: false,
    harm: () => writeFileSync(database, 'a shopping list\n'.repeat(100)),
    code: 'not-a-store',
    kept: null,
    backupHelps: true,
  },
  {
    name: 'a database of a newer version',
    killed: false,
    harm: () => {
      const db = new DatabaseSync(database);
      db.exec('PRAGMA user_version = 99');
      db.close();
    },
    code: 'newer-schema',
    kept: null,
    backupHelps: true,
  },
];

describe('the SQLite store refuses', () => {
  it.each(DAMAGES)('$name: $code, and leaves everything as it is', async ({ killed, harm, code }) => {
    if (killed) await endAndBeKilled(database, 'late ', LATER);
    await harm();
    const before = contentsBeside(database);
    const { message } = refusal(code);
    expect(message).toContain(database);
    expect(contentsBeside(database)).toEqual(before);
    expect(refusal(code).message).toBe(message);
  });

  it.each(DAMAGES.filter(({ kept }) => kept !== null))(
    '$name, until the loss is accepted as its message says',
    async ({ killed, harm, code, kept }) => {
      if (killed) await endAndBeKilled(database, 'late ', LATER);
      await harm();
      acceptTheLoss(refusal(code).message);
      const sessions = await countSessions();
      if (kept === 'some') expect(sessions).toBeGreaterThanOrEqual(EARLIER);
      else expect(sessions).toBe(kept);
      expect(await countSessions()).toBe(sessions);
    },
  );

  it.each(DAMAGES.filter(({ backupHelps }) => backupHelps))(
    '$name, until a backup is put in its place as its message says',
    async ({ killed, harm, code }) => {
      if (killed) await endAndBeKilled(database, 'late ', LATER);
      await harm();
      putBackup(refusal(code).message, backup, database);
      expect(await countSessions()).toBe(EARLIER);
      expect(await countSessions()).toBe(EARLIER);
    },
  );
});

function refusal(code: StoreOpenError['code']): StoreOpenError {
  try {
    openSqliteStore(database);
  } catch (error) {
    expect(error).toMatchObject({ name: 'StoreOpenError', code });
    return error as StoreOpenError;
  }
  throw new Error('the store was opened');
}

async function countSessions(): Promise<number> {
  const { store } = openSqliteStore(database);
  await store.check();
  const sessions = await store.listSessions({}, all);
  await store.close();
  return sessions.length;
}

/** Name and content of every file; of SQLite's index over the log only that it is there. */
function contentsBeside(path: string): Record<string, string> {
  const folder = join(path, '..');
  const digest = (name: string) =>
    name.endsWith('-shm')
      ? ''
      : createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex');
  return Object.fromEntries(readdirSync(folder).map((name) => [name, digest(name)]));
}

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
