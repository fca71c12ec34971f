import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cacheKiBFor, connect, sizeCache } from '../../../src/stores/sqlite/connect.ts';
import { folderForTest } from '../../support/folders.ts';

// No test can pull the plug, so this one looks at the switch.
it('a connection syncs every commit to disk', () => {
  const db = connect(join(folderForTest(), 'store.db'));
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  db.close();
});

it('a store keeps more of a larger file in memory, and no more than 128 MiB', () => {
  const pagesOf = (mebibytes: number): number => mebibytes * 256;
  expect(cacheKiBFor(pagesOf(0))).toBe(8 * 1024);
  expect(cacheKiBFor(pagesOf(800))).toBe(18 * 1024);
  expect(cacheKiBFor(pagesOf(100_000))).toBe(128 * 1024);
  const db = connect(join(folderForTest(), 'store.db'));
  db.exec('CREATE TABLE large (bytes BLOB); INSERT INTO large VALUES (zeroblob(16 * 1024 * 1024))');
  sizeCache(db);
  const { cache_size: kib } = db.prepare('PRAGMA cache_size').get() ?? {};
  expect(-Number(kib)).toBeGreaterThan(8 * 1024 + 200);
  db.close();
});
