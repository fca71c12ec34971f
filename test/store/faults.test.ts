/** What goes wrong with an open SQLite store: said to those it concerns, and over when its cause is. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SessionStore, StoreError } from '../../src/sessions/store.ts';
import { parseMark } from '../../src/stores/sqlite/marker.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { folderForTest } from '../support/folders.ts';
import { apply, aQuery, endOnce, logOf, nothing, putSession, theSession } from './things.ts';

function openForTest(): { readonly path: string; readonly store: SessionStore } {
  const path = join(folderForTest(), 'store.db');
  const { store } = openSqliteStore(path);
  onTestFinished(() => store.close());
  return { path, store };
}

function otherProcessOn(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  onTestFinished(() => db.close());
  return db;
}

const markIn = (path: string) => parseMark(readFileSync(`${path}.marker`, 'latin1'));

describe('an open SQLite store', () => {
  it('rejects what it cannot write because another process is writing, and goes on afterwards', async () => {
    const { path, store } = openForTest();
    await endOnce(store, 'before');
    const other = otherProcessOn(path);
    other.exec('BEGIN IMMEDIATE');
    const results = await Promise.allSettled([endOnce(store, 'a'), endOnce(store, 'b')]);
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });
    expect((await theSession(store, 'before'))?.end).not.toBeNull();
    await expect(store.check()).rejects.toBeInstanceOf(StoreError);
    other.exec('ROLLBACK');
    expect(await endOnce(store, 'a')).toBe('ended');
    await store.check();
  });

  it('waits for another process that is writing, and holds up nothing else meanwhile', async () => {
    const { path, store } = openForTest();
    await endOnce(store, 'before');
    const other = otherProcessOn(path);
    other.exec('BEGIN IMMEDIATE');
    const settled: string[] = [];
    const ended = endOnce(store, 'a').then((came) => settled.push(came));
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await theSession(store, 'before'))?.end).not.toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(settled).toEqual([]);
    other.exec('COMMIT');
    await ended;
    expect(settled).toEqual(['ended']);
  });

  it('is closed with what waits for another process written', async () => {
    const { path, store } = openForTest();
    const other = otherProcessOn(path);
    other.exec('BEGIN IMMEDIATE');
    const ended = endOnce(store, 'a');
    const closed = store.close();
    other.exec('COMMIT');
    expect(await ended).toBe('ended');
    await closed;
    expect(markIn(path)?.open).toBe(false);
  });

  it('takes back the whole batch when one of its changes cannot be written, answers without changes too', async () => {
    const { store, path } = openForTest();
    otherProcessOn(path).exec(`CREATE TRIGGER fault BEFORE INSERT ON sessions WHEN NEW.session_id = 'cursed'
      BEGIN SELECT RAISE(ABORT, 'cursed'); END`);
    const before = markIn(path)?.commits;
    const all = [
      endOnce(store, 'first'),
      endOnce(store, 'first'),
      store.update(aQuery(), nothing),
      endOnce(store, 'cursed'),
      endOnce(store, 'last'),
    ];
    for (const result of await Promise.allSettled(all)) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });
    }
    expect(await theSession(store, 'first')).toBeUndefined();
    expect(await logOf(store, 0, 10)).toEqual([]);
    expect(markIn(path)?.commits).toBe(before);
    expect(await endOnce(store, 'first')).toBe('ended');
  });

  it('counts its commits in the marker before it answers, and only those that wrote', async () => {
    const { store, path } = openForTest();
    const before = markIn(path)?.commits ?? Number.NaN;
    await endOnce(store, 'a');
    expect(markIn(path)).toMatchObject({ commits: before + 1, open: true });
    await Promise.all([endOnce(store, 'b'), endOnce(store, 'c'), endOnce(store, 'b')]);
    expect(markIn(path)).toMatchObject({ commits: before + 2 });
    await endOnce(store, 'c');
    await store.update(aQuery(), nothing);
    expect(markIn(path)).toMatchObject({ commits: before + 2 });
    await store.close();
    expect(markIn(path)).toMatchObject({ commits: before + 2, open: false });
  });

  it('acknowledges nothing, and is not well, while its database is deleted or replaced', async () => {
    const { store, path } = openForTest();
    await store.check();
    renameSync(path, `${path}.moved`);
    await expect(endOnce(store)).rejects.toBeInstanceOf(StoreError);
    await expect(store.check()).rejects.toBeInstanceOf(StoreError);
    writeFileSync(path, '');
    await expect(endOnce(store)).rejects.toBeInstanceOf(StoreError);
    await expect(store.check()).rejects.toBeInstanceOf(StoreError);
    rmSync(path);
    renameSync(`${path}.moved`, path);
    await store.check();
    expect(await endOnce(store)).toBe('ended');
  });

  it('acknowledges nothing once its write-ahead log was deleted', async () => {
    const { store, path } = openForTest();
    await endOnce(store, 'before');
    rmSync(`${path}-wal`);
    await expect(endOnce(store)).rejects.toBeInstanceOf(StoreError);
    await expect(store.check()).rejects.toBeInstanceOf(StoreError);
  });

  it('sees what another process has committed, and counts on from there', async () => {
    const { store, path } = openForTest();
    const { store: other } = openSqliteStore(path);
    await endOnce(other, 'a');
    expect(await endOnce(store, 'a')).toBe('found ended');
    await Promise.all(Array.from({ length: 20 }, (_, at) => endOnce(at % 2 ? store : other, `s${at}`)));
    await other.close();
    await apply(store, putSession());
    expect(await logOf(store, 0, 100)).toHaveLength(21);
    await store.close();
    const again = openSqliteStore(path);
    expect(await logOf(again.store, 0, 100)).toHaveLength(21);
    await again.store.close();
  });

  it('does not mind folders of the same name elsewhere, quotes, percent signs or question marks in its path', async () => {
    const folder = join(folderForTest(), `it's 100% "odd"? #1 é`);
    mkdirSync(folder);
    for (let turn = 0; turn < 2; turn += 1) {
      const { store } = openSqliteStore(join(folder, 'store?mode=ro.db'));
      expect(await endOnce(store)).toBe(turn === 0 ? 'ended' : 'found ended');
      await store.close();
    }
  });
});
