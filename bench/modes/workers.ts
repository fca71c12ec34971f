/** `npm run bench -- --workers`: one and two workers, on SQLite and on Redis. */
import type { Options } from '../options.ts';
import { endsIn, ownCharts, pairTables } from '../report.ts';
import { scalingContestants, scalingPairs } from '../scaling.ts';
import type { Outcome } from '../section.ts';
import { compareInTurns } from './turns.ts';

export async function measureWorkers(options: Options, folder: string): Promise<Outcome> {
  const contestants = scalingContestants(options.contract);
  const comparison = await compareInTurns(options, { folder, contestants, pairs: scalingPairs });
  return {
    section: {
      title: 'Workers',
      paragraphs: [
        'Nothing is kept to a core: workers, the first process, Redis and the load share all cores of the machine, so a second worker takes its time from the load as well. CPU is that of all processes of the server, Redis among them.',
        endsIn(comparison),
      ],
      tables: pairTables(comparison),
      explanations: [],
      charts: ownCharts('workers', comparison, options.questions),
    },
    result: comparison,
  };
}
