/** What is done to a real server on a store that has grown. No figure of it is looked at: only what happened. */
import { describe, expect, it } from 'vitest';
import { cleanUpOf } from '../../bench/growth/clean-up.ts';
import { grow } from '../../bench/growth/grown.ts';
import { startsOf } from '../../bench/growth/starts.ts';
import { databaseIn, rowsIn } from '../../bench/logoutd.ts';
import { filesOf } from '../../src/stores/sqlite/files.ts';
import { readMark } from '../../src/stores/sqlite/marker.ts';
import { folderForTest } from '../support/folders.ts';

const PLAN = { questions: ['logout'], rounds: 1, seconds: 0.2, connections: 4, client: 'own' } as const;

describe('a store that has grown', { timeout: 60_000 }, () => {
  it('is cleaned up from the signal on: what is due is forgotten, and nothing before it or beside it', async () => {
    const store = await grow(folderForTest(), 'platform', { ended: 300, due: 100 });
    const database = databaseIn(store.folder);
    const { lines, forgotten, left } = await cleanUpOf(store, PLAN);
    expect(forgotten + left).toBe(100);
    expect(forgotten).toBeGreaterThan(0);
    const acknowledged = rowsIn(database, 'log') - 300;
    expect(rowsIn(database, 'sessions')).toBe(300 + acknowledged - forgotten);
    expect(lines.map(({ question, circumstance }) => [question, circumstance])).toEqual([
      ['logout', '300, quiet'],
      ['logout', '300, clean-up'],
    ]);
    expect(acknowledged).toBeGreaterThanOrEqual(
      lines.flatMap(({ rounds }) => rounds).reduce((sum, round) => sum + round.acknowledged, 0),
    );
  });

  it('has at most half of it due, so that there is something left', async () => {
    const { due } = await grow(folderForTest(), 'platform', { ended: 20, due: 1000 });
    expect(due).toBe(10);
  });

  it('is started after a stop and after kill -9, and left as a stop leaves it', async () => {
    const store = await grow(folderForTest(), 'platform', { ended: 20, due: 0 });
    const starts = await startsOf(store.folder, 1);
    const kinds = starts.filter(({ isCold }) => !isCold).map(({ before }) => before);
    expect(kinds).toEqual(['stopped', 'killed']);
    expect(readMark(filesOf(databaseIn(store.folder)).marker)?.open).toBe(false);
  });
});
