/** How the SQLite store comes into being, and whom it does not let in. */
import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { StoreOpenError } from '../../src/stores/opening.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { diskForTest, mayMount, remount, WHY_NOT } from '../support/disks.ts';
import { folderForTest } from '../support/folders.ts';
import { endAndBeKilled, openAs } from './processes.ts';
import { all, endOnce, listedIds } from './things.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const permissions = (path: string): number => statSync(path).mode & 0o777;

function refusalOf(path: string): StoreOpenError {
  try {
    openSqliteStore(path);
  } catch (error) {
    return error as StoreOpenError;
  }
  throw new Error('the store was opened');
}

describe('a new SQLite store', () => {
  it('is made with its folder, for its owner only, and with nothing else', async () => {
    const folder = join(folderForTest(), 'a', 'b');
    const { store, identity, notices } = openSqliteStore(join(folder, 'store.db'));
    expect(notices).toEqual([]);
    expect(identity).toMatch(/^[0-9a-f]{32}$/);
    expect(permissions(folder)).toBe(0o700);
    for (const name of readdirSync(folder)) expect(permissions(join(folder, name))).toBe(0o600);
    await store.close();
    expect(readdirSync(folder).sort()).toEqual(['store.db', 'store.db.marker']);
  });

  it('keeps its identity, and shares it with no other', async () => {
    const folder = folderForTest();
    const identities: string[] = [];
    for (const name of ['a', 'a', 'b']) {
      const { store, identity } = openSqliteStore(join(folder, name));
      identities.push(identity);
      await store.close();
    }
    expect(identities[0]).toBe(identities[1]);
    expect(identities[0]).not.toBe(identities[2]);
  });

  it('is taken without its marker, since an operator or a crash may have left it so, with one notice', async () => {
    const path = join(folderForTest(), 'store.db');
    const { store } = openSqliteStore(path);
    await store.close();
    rmSync(`${path}.marker`);
    const again = openSqliteStore(path);
    expect(again.notices).toEqual([expect.stringContaining(`${path}.marker`)]);
    await again.store.close();
    const third = openSqliteStore(path);
    expect(third.notices).toEqual([]);
    await third.store.close();
  });

  it('has its marker beside the file that a link leads to, where SQLite has its log', async () => {
    const folder = folderForTest();
    const [real, link] = [join(folder, 'real', 'store.db'), join(folder, 'link.db')];
    const { store } = openSqliteStore(real);
    await store.close();
    symlinkSync(real, link);
    const linked = openSqliteStore(link);
    await endOnce(linked.store);
    await linked.store.close();
    expect(readdirSync(folder).sort()).toEqual(['link.db', 'real']);
    rmSync(real);
    expect(refusalOf(link).code).toBe('inaccessible');
  });
});

describe('a killed process', () => {
  it('has lost nothing that it acknowledged, kill after kill', async () => {
    const path = join(folderForTest(), 'store.db');
    const acknowledged: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      acknowledged.push(...(await endAndBeKilled(path, `turn ${turn} `, 100_000, 300)));
      const { store, notices } = openSqliteStore(path);
      expect(notices).toEqual([]);
      const there = new Set<string>(await listedIds(store, {}, all));
      expect(acknowledged.filter((name) => !there.has(name))).toEqual([]);
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(1200);
  });
});

describe('the SQLite store is not opened', () => {
  it('in a folder that cannot be made', () => {
    for (const path of ['/dev/null/store.db', '/proc/logoutd/store.db']) {
      const refusal = refusalOf(path);
      expect(refusal.code).toBe('inaccessible');
      expect(refusal.message).toContain(path);
    }
  });

  it('where a folder has its name', () => {
    const folder = folderForTest();
    const refusal = refusalOf(folder);
    expect(refusal.code).toBe('not-a-store');
    expect(refusal.message).toContain(`${folder} is a folder`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('from a short file that never was a database, and no message says to delete it', () => {
    const path = join(folderForTest(), 'hostname');
    writeFileSync(path, 'my-machine\n');
    const refusal = refusalOf(path);
    expect(refusal.code).toBe('not-a-store');
    expect(refusal.message).not.toContain('delete');
    expect(readFileSync(path, 'utf8')).toBe('my-machine\n');
  });

  it('while another process has it locked, and is afterwards', async () => {
    const path = join(folderForTest(), 'store.db');
    await openSqliteStore(path).store.close();
    const other = new DatabaseSync(path);
    other.exec(
      'PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE meta SET commits = commits + 1; COMMIT',
    );
    const refusal = refusalOf(path);
    expect(refusal.code).toBe('in-use');
    expect(refusal.message).toContain(path);
    other.close();
    await openSqliteStore(path).store.close();
  });

  it.each(['store.db', 'store.db.marker', '.'])(
    'by a user who may not use %s, and is once he may, as its message says',
    async (name) => {
      const folder = join(folderForTest(), 'data');
      const path = join(folder, 'store.db');
      await endAndBeKilled(path, 'ended ', 5);
      const names = readdirSync(folder);
      const owned = [folder, ...names.map((file) => join(folder, file))];
      const refused = join(folder, name);
      const before = readFileSync(path);
      const open = asAnotherUser(path, owned);
      chmodSync(refused, name === '.' ? 0o500 : 0o400);
      expect(open()).toMatchObject({ code: 'inaccessible', message: expect.stringContaining(path) });
      chmodSync(refused, 0);
      expect(open()).toMatchObject({ code: 'inaccessible', message: expect.stringContaining(folder) });
      chmodSync(refused, 0o700);
      expect(readdirSync(folder)).toEqual(names);
      expect(readFileSync(path)).toEqual(before);
      expect(open()).toEqual({ code: 'opened' });
    },
  );

  it('on a disk that is mounted read-only', async ({ skip }) => {
    skip(!mayMount, WHY_NOT);
    const disk = diskForTest('1m');
    const path = join(disk, 'store.db');
    await openSqliteStore(path).store.close();
    remount(disk, 'ro');
    expect(refusalOf(path)).toMatchObject({ code: 'inaccessible', message: expect.stringContaining(path) });
    expect(refusalOf(join(disk, 'new.db'))).toMatchObject({ code: 'inaccessible' });
    remount(disk, 'rw');
    await openSqliteStore(path).store.close();
  });

  it('on a full disk, where no half-made one is left, and is once there is room', async ({ skip }) => {
    skip(!mayMount, WHY_NOT);
    const disk = diskForTest('16k');
    const path = join(disk, 'store.db');
    expect(refusalOf(path)).toMatchObject({ code: 'io-failure', message: expect.stringContaining(path) });
    expect(readdirSync(disk)).toEqual([]);
    remount(disk, 'size=1m');
    await openSqliteStore(path).store.close();
    expect(existsSync(path)).toBe(true);
  });
});

/** Root may do everything, so as root a child of another user has to try. */
function asAnotherUser(path: string, owned: readonly string[]): () => unknown {
  if (!isRoot) return () => openAs(process.getuid?.() ?? 0, path);
  chmodSync(join(path, '..', '..'), 0o755);
  for (const file of owned) chownSync(file, NOBODY, NOBODY);
  return () => openAs(NOBODY, path);
}
