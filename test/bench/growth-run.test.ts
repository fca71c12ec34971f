/** What is done to a real server on a store that has grown. No figure of it is looked at: only what happened. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../bench/comparison.ts';
import { cleanUpOf } from '../../bench/growth/clean-up.ts';
import { measureConnections } from '../../bench/growth/connections.ts';
import { grow } from '../../bench/growth/grown.ts';
import { measureGrowth } from '../../bench/growth/growth.ts';
import type { Growth } from '../../bench/growth/seen.ts';
import { databaseIn, rowsIn } from '../../bench/logoutd.ts';
import { type Options, understood } from '../../bench/options.ts';
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

  it('is measured in all that the command is for, and left nowhere', async () => {
    const folder = folderForTest();
    const { section, result } = await measureGrowth(
      optionsOf('--growth', '--sizes', '40', '--after', '20'),
      folder,
    );
    const { seen, comparison, cleanUp } = result as Growth;
    expect(seen).toMatchObject([
      { ended: 40, cleanUp: { forgotten: 20, left: 0 }, memory: [{ requests: 1 }, { requests: 20 }] },
    ]);
    const starts = seen[0]?.starts.filter(({ isCold }) => !isCold).map(({ before }) => before);
    expect(starts).toEqual(['stopped', 'killed']);
    expect(comparison.measured.map(({ question, contestant }) => [question, contestant])).toEqual([
      ['verify', '40'],
      ['logout', '40'],
    ]);
    expect(cleanUp.ratios.map(({ question, of }) => [question, of])).toEqual([
      ['verify', '40, clean-up'],
      ['logout', '40, clean-up'],
    ]);
    expect(section.tables[0]?.rows[0]?.[0]).toBe('40');
    expect(readdirSync(join(folder, 'growth'))).toEqual([]);
  });
});

it('logoutd is measured under 1 to 2000 connections, and beside 2000 that are silent', {
  timeout: 60_000,
}, async () => {
  const options = optionsOf('--many', '--only', 'verify');
  const { measured } = (await measureConnections(options, folderForTest())).result as Comparison;
  expect(measured.map(({ contestant, rounds }) => [contestant, rounds.length])).toEqual([
    ['1', 1],
    ['32', 1],
    ['256', 1],
    ['2000', 1],
    ['32 beside 2000 idle', 1],
  ]);
});

/** So short that no figure means anything. */
function optionsOf(...args: readonly string[]): Options {
  const short = ['--rounds', '1', '--seconds', '0.2', '--connections', '4', '--load', 'own'];
  const options = understood([...args, ...short]);
  if (typeof options === 'string') throw new Error('this is the help');
  return options;
}
