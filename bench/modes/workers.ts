/** `npm run bench -- --workers`: one and two workers, on SQLite and on Redis. */
import { compare } from '../comparison.ts';
import type { Options } from '../options.ts';
import { chartsOf, endsIn, pairTables } from '../report.ts';
import { scalingContestants, scalingPairs } from '../scaling.ts';
import type { Outcome } from '../section.ts';
import { sayRound } from './progress.ts';

export async function measureWorkers(options: Options, folder: string): Promise<Outcome> {
  const contestants = scalingContestants(options.contract);
  const plan = {
    ...options,
    folder,
    requests: null,
    warmUpSeconds: 2 * options.seconds,
    contestants,
    pairs: scalingPairs,
  };
  const comparison = await compare(plan, sayRound(options.rounds));
  const { questions } = options;
  return {
    section: {
      title: 'Workers',
      paragraphs: [
        'Nothing is kept to a core: workers, the first process, Redis and the load share all cores of the machine, so a second worker takes its time from the load as well. CPU is that of all processes of the server, Redis among them.',
        endsIn(comparison),
      ],
      tables: pairTables(comparison),
      explanations: [],
      charts: chartsOf(comparison, questions, () => true).map((chart) => ({
        ...chart,
        file: `workers-${chart.file}`,
      })),
    },
    result: comparison,
  };
}
