/** Every damage that SQLite would pass over in silence, done to real files: refused, untouched, and mended as told. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoreOpenError } from '../../src/stores/opening.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { folderForTest } from '../support/folders.ts';
import { DAMAGES, type Damage, EARLIER, type Harmed } from './damages.ts';
import { acceptTheLoss, putBackup } from './mends.ts';
import { endAndBeKilled } from './processes.ts';
import { all, endOnce } from './things.ts';

const LATER = 20;

let database: string;
let files: Harmed;

beforeEach(async () => {
  const folder = folderForTest();
  database = join(folder, 'data', 'store.db');
  const backup = join(folder, 'backup.db');
  files = { database, marker: `${database}.marker`, wal: `${database}-wal`, backup };
  const { store } = openSqliteStore(database);
  await Promise.all(Array.from({ length: EARLIER }, (_, at) => endOnce(store, `early ${at}`)));
  await store.close();
  const db = new DatabaseSync(database, { readOnly: true });
  db.exec(`VACUUM INTO '${backup}'`);
  db.close();
  for (const leftover of [files.wal, `${database}-shm`]) rmSync(leftover, { force: true });
});

async function bring({ killed, harm }: Damage): Promise<void> {
  if (killed) await endAndBeKilled(database, 'late ', LATER);
  await harm(files);
}

describe('the SQLite store refuses', () => {
  it.each(DAMAGES)('$name: $code, and leaves everything as it is', async (damage) => {
    await bring(damage);
    const before = contentsBeside(database);
    const { message } = refusal(damage.code);
    expect(message).toContain(database);
    expect(contentsBeside(database)).toEqual(before);
    expect(refusal(damage.code).message).toBe(message);
  });

  it.each(DAMAGES.filter(({ kept }) => kept !== null))(
    '$name, until the loss is accepted as its message says',
    async (damage) => {
      await bring(damage);
      acceptTheLoss(refusal(damage.code).message);
      const sessions = await countSessions();
      if (damage.kept === 'some') expect(sessions).toBeGreaterThanOrEqual(EARLIER);
      else expect(sessions).toBe(damage.kept);
      expect(await countSessions()).toBe(sessions);
    },
  );

  it.each(DAMAGES.filter(({ backupHelps }) => backupHelps))(
    '$name, until a backup is put in its place as its message says',
    async (damage) => {
      await bring(damage);
      putBackup(refusal(damage.code).message, files.backup, database);
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
