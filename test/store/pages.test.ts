/** How many pages of a large SQLite store an end touches: by their number, since that is what it waits for once they are on a disk. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Counts } from '../../src/stores/pending.ts';
import { ChangeWriter } from '../../src/stores/sqlite/changes.ts';
import { connect } from '../../src/stores/sqlite/connect.ts';
import { cutOffsIn } from '../../src/stores/sqlite/cut-offs.ts';
import { LogTable } from '../../src/stores/sqlite/log.ts';
import { migrate } from '../../src/stores/sqlite/schema.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import { aSession, id, NOW } from './things.ts';

const ENDED = 20_000;
const MORE = 200;
const FRAME_BYTES = 4096 + 24;

let folder = '';
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => removeFolder(folder));

it('an end in a store of many writes few pages that nothing else of its moment writes: that of its name', () => {
  const path = join(folder, 'store.db');
  const db = connect(path);
  migrate(db);
  const changes = new ChangeWriter(db, cutOffsIn(db).cutOffs, new LogTable(db));
  const end = (nth: number): void => {
    const [sessionId, atMs] = [id(randomUUID()), NOW + nth];
    const times = { startedAtMs: atMs, lastSeenAtMs: atMs, retainUntilMs: atMs };
    const session = aSession({ sessionId, subject: null, tenant: null, ...times });
    const ended = { ...session, end: { atMs, cause: 'logout', by: 'platform', reason: null } } as const;
    changes.write({ kind: 'put-session', session: ended }, new Counts());
  };
  const ends = (from: number, to: number): void => {
    db.exec('BEGIN IMMEDIATE');
    for (let nth = from; nth < to; nth += 1) end(nth);
    db.exec('COMMIT');
  };
  ends(0, ENDED);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  ends(ENDED, ENDED + MORE);
  const pagesAnEnd = statSync(`${path}-wal`).size / FRAME_BYTES / MORE;
  db.close();
  // As many as there are ends, were each to have a page of its own; and some for the rest, which lies together.
  expect(pagesAnEnd).toBeLessThan(1.15);
});
