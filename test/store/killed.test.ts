/** How closely a start looks at a store that nobody closed: all of it, unless it is the same file on a machine that ran on. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { filesOf } from '../../src/stores/sqlite/files.ts';
import { homeOf } from '../../src/stores/sqlite/home.ts';
import { inspect } from '../../src/stores/sqlite/inspect.ts';
import { type Mark, Marker, parseMark, spellMark } from '../../src/stores/sqlite/marker.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { filledStore, spoil } from '../support/filled-store.ts';
import { folderForTest } from '../support/folders.ts';
import { endAndBeKilled } from './processes.ts';

let path: string;
const markIn = (file: string): Mark => {
  const mark = parseMark(readFileSync(`${file}.marker`, 'latin1'));
  if (mark === null) throw new Error('the marker is damaged');
  return mark;
};

describe('a store whose process was killed', () => {
  beforeEach(async () => {
    path = join(folderForTest(), 'store.db');
    await filledStore(path, 5000);
    await endAndBeKilled(path, 'late ', 3);
    expect(markIn(path)).toMatchObject({ open: true, home: homeOf(path) });
  });

  it('is not read from end to end: nothing that was written to it can be missing', ({ skip }) => {
    skip(homeOf(path) === null, 'this system does not say when it started');
    // What somebody else did to it shows when it is read, as after an orderly stop.
    spoil(path);
    expect(() => inspect(filesOf(path))).not.toThrow();
  });

  it.each([
    ['on a machine that has started anew since, or was another', 'f'.repeat(32)],
    ['on one that does not say when it started', null],
  ])('%s, is read from end to end', (_, home) => {
    writeFileSync(`${path}.marker`, spellMark({ ...markIn(path), home }));
    expect(() => inspect(filesOf(path))).not.toThrow();
    spoil(path);
    expect(() => inspect(filesOf(path))).toThrow(/is damaged/);
  });

  it('and was copied file by file, is read from end to end', () => {
    const copy = join(folderForTest(), 'store.db');
    for (const end of ['', '-wal', '.marker']) copyFileSync(path + end, copy + end);
    expect(() => inspect(filesOf(copy))).not.toThrow();
    spoil(copy);
    expect(() => inspect(filesOf(copy))).toThrow(/is damaged/);
  });

  it('has its home in the marker again once it is open', async () => {
    writeFileSync(`${path}.marker`, spellMark({ ...markIn(path), home: null }));
    const { store } = openSqliteStore(path);
    expect(markIn(path)).toMatchObject({ open: true, home: homeOf(path) });
    await store.close();
  });
});

it('a marker that was told of a doubt says so at once, with the next commit, and at the end', () => {
  const file = join(folderForTest(), 'store.db');
  const marker = new Marker(`${file}.marker`, {
    identity: 'a'.repeat(32),
    commits: 1,
    open: true,
    home: 'b'.repeat(32),
  });
  marker.advance(2);
  expect(markIn(file).home).toBe('b'.repeat(32));
  marker.doubt();
  expect(markIn(file)).toMatchObject({ commits: 2, home: null });
  marker.advance(3);
  expect(markIn(file)).toMatchObject({ commits: 3, home: null });
  marker.close({ commits: 3, clean: false });
  expect(markIn(file)).toMatchObject({ open: true, home: null });
});
