/** `npm run bench`: logoutd against the baselines, and with `--full` the peers. */
import { join } from 'node:path';
import type { Comparison, Pair } from '../comparison.ts';
import type { Contestant } from '../contestant.ts';
import { contestantsOf } from '../contestants.ts';
import { installPeers } from '../install-peers.ts';
import { root } from '../logoutd.ts';
import type { Options } from '../options.ts';
import { chartsOf, endsIn, mainTable } from '../report.ts';
import type { Outcome, Table } from '../section.ts';
import { compareInTurns } from './turns.ts';

export async function measureComparison(options: Options, folder: string): Promise<Outcome> {
  if (options.isFull) installPeers(join(root, 'bench/peers'));
  const contestants = contestantsOf(options.contract, options.isFull);
  const pairs: readonly Pair[] = contestants
    .filter(({ baseline }) => baseline !== null)
    .map(({ name }) => ({ of: 'logoutd', against: name }));
  const comparison = await compareInTurns(options, { folder, contestants, pairs });
  const { questions } = options;
  const isOurs = (name: string): boolean => name === 'logoutd';
  return {
    section: {
      title: 'logoutd and others',
      paragraphs: [endsIn(comparison)],
      tables: [mainTable(comparison, 'logoutd')],
      explanations: [whoTakesPart(contestants, comparison)],
      charts: chartsOf(comparison, questions, isOurs),
    },
    result: comparison,
  };
}

const whoTakesPart = (contestants: readonly Contestant[], { ends }: Comparison): Table => ({
  caption: 'Who takes part, and what each does and does not do',
  head: ['', 'baseline', 'does'],
  rows: contestants
    .filter(({ name }) => ends.some(({ contestant }) => contestant === name))
    .map(({ name, baseline, says }) => [name, baseline === null ? '' : `(${baseline})`, says]),
});
