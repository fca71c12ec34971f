/** `npm run bench`: logoutd against the baselines, and with `--full` the peers. */
import { compare, type Pair } from '../comparison.ts';
import { contestantsOf } from '../contestants.ts';
import type { Options } from '../options.ts';
import { chartsOf, endsIn, tablesOf } from '../report.ts';
import type { Outcome } from '../section.ts';
import { sayRound } from './progress.ts';

export async function measureComparison(options: Options, folder: string): Promise<Outcome> {
  const contestants = contestantsOf(options.contract, options.isFull);
  const pairs: readonly Pair[] = contestants
    .filter(({ baseline }) => baseline !== null)
    .map(({ name }) => ({ of: 'logoutd', against: name }));
  const comparison = await compare({ ...options, folder, contestants, pairs }, sayRound(options.rounds));
  const { questions } = options;
  const isOurs = (name: string): boolean => name === 'logoutd';
  return {
    section: {
      title: 'logoutd and others',
      paragraphs: [endsIn(comparison)],
      tables: tablesOf(comparison, questions),
      charts: chartsOf(comparison, questions, isOurs),
    },
    result: comparison,
  };
}
