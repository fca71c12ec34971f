/** What was measured, as it is read: which way a share goes, and that no figure looks better than it is. */
import { describe, expect, it } from 'vitest';
import { comparisonOf, type Line } from '../../bench/growth/lines.ts';
import { sectionOf } from '../../bench/growth/section.ts';
import type { Round } from '../../bench/load/round.ts';
import { spreadOf } from '../../bench/statistics.ts';
import { roundOf } from './rounds.ts';

const line = (circumstance: string, ...rounds: readonly Partial<Round>[]): Line => ({
  question: 'verify',
  circumstance,
  rounds: rounds.map((figures) =>
    roundOf({ cpuMicroseconds: 100, perSecond: 100, p99Ms: 10, p999Ms: 20, ...figures }),
  ),
});

describe('circumstances that are compared', () => {
  const calm = line('calm', { perSecond: 100, p99Ms: 10 }, { perSecond: 200, p99Ms: 10 });
  const busy = line('busy', { perSecond: 50, p99Ms: 20 }, { perSecond: 100, p99Ms: 40 });
  const pair = { of: 'busy', against: 'calm' };

  it('have their shares round by round, so that half the throughput and twice the wait are both a half', () => {
    const [ratio] = comparisonOf([calm, busy], [pair], []).ratios;
    expect(ratio?.shares.perSecond).toMatchObject({ least: 0.5, most: 0.5 });
    expect(ratio?.shares.p99Ms).toMatchObject({ least: 0.25, most: 0.5 });
  });

  it('are compared for each question by itself', () => {
    const logout: Line = { ...busy, question: 'logout' };
    const { ratios } = comparisonOf([calm, busy, { ...calm, question: 'logout' }, logout], [pair], []);
    expect(ratios.map(({ question, of, against }) => [question, of, against])).toEqual([
      ['verify', 'busy', 'calm'],
      ['logout', 'busy', 'calm'],
    ]);
  });
});

describe('the section on growth', () => {
  const start = (before: 'stopped' | 'killed', isCold: boolean, ...ms: readonly number[]) => ({
    before,
    isCold,
    ms: spreadOf(ms),
  });
  const seen = (ended: number) => ({
    ended,
    bytes: ended * 512,
    starts: [start('stopped', false, 400, 500, 600), start('killed', true, 9000)],
    memory: [
      { requests: 1, residentMiB: 100.4 },
      { requests: 3000, residentMiB: 160 },
    ],
    cleanUp: { forgotten: 300, left: 0 },
  });
  const comparison = comparisonOf(
    [line('1000', {}), line('100000', { perSecond: 90 })],
    [{ of: '100000', against: '1000' }],
    [{ contestant: '1000', acknowledged: 7, stored: 7 }],
  );
  const cleanUp = comparisonOf(
    [line('1000, quiet', {}), line('1000, clean-up', { p99Ms: 15 })],
    [{ of: '1000, clean-up', against: '1000, quiet' }],
    [],
  );
  const section = sectionOf({ seen: [seen(1000), seen(100_000)], comparison, cleanUp }, ['verify']);

  it('has a line for each store, with its file, its memory, its starts and its clean-up', () => {
    const [stores] = section.tables;
    expect(stores?.head).toEqual([
      'ended sessions',
      'file MiB',
      'resident MiB after 1',
      'resident MiB after 3000',
      'start, after a stop',
      'start, after kill -9, cold',
      'forgotten',
      'left',
    ]);
    const starts = ['500 (400 to 600)', '9000 (9000 to 9000)'];
    expect(stores?.rows).toEqual([
      ['1000', '0.5', '100', '160', ...starts, '300', '0'],
      ['100000', '48.8', '100', '160', ...starts, '300', '0'],
    ]);
  });

  it('says what share of the smallest each larger store has, and clean-up of the quiet before it', () => {
    const shares = section.tables
      .filter(({ caption }) => caption.includes('As shares'))
      .map(({ caption, rows }) => [caption.split('.')[0], rows[0]?.[0], rows[0]?.[1], rows[0]?.[4]]);
    expect(shares).toEqual([
      ['Sizes', 'verify, 100000 against 1000', '0.90 (0.90 to 0.90)', '1.00 (1.00 to 1.00)'],
      [
        'Clean-up',
        'verify, 1000, clean-up against 1000, quiet',
        '1.00 (1.00 to 1.00)',
        '0.66 (0.66 to 0.66)',
      ],
    ]);
  });

  it('has charts whose files are its own', () => {
    expect(section.charts.map(({ file }) => file)).toEqual([
      'growth-verify-perSecond',
      'growth-verify-cpuMicroseconds',
      'growth-verify-p99Ms',
    ]);
  });
});
