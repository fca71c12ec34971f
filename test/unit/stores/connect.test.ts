import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../../src/stores/sqlite/connect.ts';
import { folderForTest } from '../../support/folders.ts';

// No test can pull the plug, so this one looks at the switch.
it('a connection syncs every commit to disk', () => {
  const db = connect(join(folderForTest(), 'store.db'));
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  db.close();
});
