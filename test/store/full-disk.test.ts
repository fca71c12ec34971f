/** A disk that is really full: nothing is claimed that was not stored, and nothing stays broken. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SessionStore, StoreError } from '../../src/sessions/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { diskForTest, mayMount, WHY_NOT } from '../support/disks.ts';
import { all, endOnce, listedIds, logOf, NOW } from './things.ts';

describe('on a full disk, the SQLite store', () => {
  it('rejects with StoreError, reads on, heals when there is room, and loses nothing that it acknowledged', async ({
    skip,
  }) => {
    skip(!mayMount, WHY_NOT);
    const disk = diskForTest('2m');
    const path = join(disk, 'store.db');
    const filler = join(disk, 'filler');
    const { store } = openSqliteStore(path);
    const acknowledged = await endUntilFull(store, 'before ', 5);
    for (let turn = 0; turn < 3; turn += 1) {
      fill(filler);
      acknowledged.push(...(await endUntilFull(store, `turn ${turn} `, 10_000)));
      await expect(endMany(store, 'in vain ')).rejects.toBeInstanceOf(StoreError);
      expect(await listedIds(store, {}, all)).toHaveLength(acknowledged.length);
      rmSync(filler);
      await store.check();
      acknowledged.push(...(await endUntilFull(store, `after ${turn} `, 5)));
    }
    fill(filler);
    await store.close();
    rmSync(filler);
    const { store: again } = openSqliteStore(path);
    expect((await listedIds(again, {}, all)).sort()).toEqual(acknowledged.sort());
    expect(await logOf(again, 0, 1_000_000)).toHaveLength(acknowledged.length);
    await again.close();
  });

  it('that nobody else uses, gets over its own log and can forget', async ({ skip }) => {
    skip(!mayMount, WHY_NOT);
    const { store } = openSqliteStore(join(diskForTest('1m'), 'store.db'));
    const acknowledged = await endUntilFull(store, 'one by one ', 10_000, 1);
    expect(acknowledged.length).toBeLessThan(10_000);
    expect(await endOnce(store, 'the next')).toBe('ended');
    expect(await store.forget(NOW * 2, 1_000_000)).toBe(acknowledged.length + 1);
    await store.close();
  });
});

/** Ends sessions, `width` at a time, until the store fails or there are `count`; gives those acknowledged. */
async function endUntilFull(
  store: SessionStore,
  prefix: string,
  count: number,
  width = 5,
): Promise<string[]> {
  const acknowledged: string[] = [];
  while (acknowledged.length < count) {
    const names = Array.from({ length: width }, (_, at) => `${prefix}${acknowledged.length + at}`);
    const results = await Promise.allSettled(names.map((name) => endOnce(store, name)));
    const failures = results.filter((result) => result.status === 'rejected');
    if (failures.length === 0) {
      acknowledged.push(...names);
      continue;
    }
    expect(failures).toHaveLength(width);
    for (const { reason } of failures) expect(reason).toBeInstanceOf(StoreError);
    break;
  }
  return acknowledged;
}

/** More in one step than the leftovers of a full disk could hold. */
function endMany(store: SessionStore, prefix: string): Promise<unknown> {
  return Promise.all(Array.from({ length: 3000 }, (_, at) => endOnce(store, `${prefix}${at}`)));
}

function fill(path: string): void {
  const block = Buffer.alloc(4096);
  try {
    for (;;) writeFileSync(path, block, { flag: 'a' });
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}
