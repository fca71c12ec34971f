/** A comparison as tables and charts. */
import type { Comparison, Measured } from './comparison.ts';
import { type FigureName, figureNames, figures } from './figures.ts';
import type { Question } from './questions.ts';
import type { Chart, Table } from './section.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Median, and the quartiles around it. */
export const spread = ({ median, lowerQuartile, upperQuartile }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${lowerQuartile.toFixed(digits)} to ${upperQuartile.toFixed(digits)})`;

export const tablesOf = (comparison: Comparison, questions: readonly Question[]): readonly Table[] =>
  questions.flatMap((question) => {
    const asked = comparison.measured.filter((one) => one.question === question);
    const ratios = comparison.ratios.filter((one) => one.question === question);
    return [
      {
        caption: `${question}: median of the rounds (quartiles)`,
        head: ['', ...figureNames.map((name) => figures[name].title), 'client busy'],
        rows: asked.map(({ contestant, figures: spreads, rounds }) => [
          contestant,
          ...figureNames.map((name) => spread(spreads[name], figures[name].digits)),
          spreadOf(rounds.map((round) => round.clientLoad)).median.toFixed(2),
        ]),
      },
      {
        caption: `${question}: as shares, round by round (1 is as good, more is better)`,
        head: ['', ...figureNames.map((name) => figures[name].title)],
        rows: ratios.map(({ of, against, shares }) => [
          `${of} against ${against}`,
          ...figureNames.map((name) => spread(shares[name], 2)),
        ]),
      },
    ].filter(({ rows }) => rows.length > 0);
  });

const charted: readonly FigureName[] = ['perSecond', 'cpuMicroseconds', 'p99Ms'];

export const chartsOf = (
  { measured }: Comparison,
  questions: readonly Question[],
  isOurs: (contestant: string) => boolean,
): readonly Chart[] =>
  questions.flatMap((question) =>
    charted.map((name) => ({
      file: `${question}-${name}`,
      title: `${question}: ${figures[name].title}`,
      digits: figures[name].digits,
      bars: measured
        .filter((one) => one.question === question)
        .map((one) => barOf(one, name, isOurs(one.contestant))),
    })),
  );

function barOf({ contestant, figures: spreads }: Measured, name: FigureName, isOurs: boolean) {
  const { median, lowerQuartile, upperQuartile } = spreads[name];
  return { label: contestant, value: median, from: lowerQuartile, to: upperQuartile, isOurs };
}

/** Rounded down: a ratio is never made better than it is. */
export const roundedDown = (value: number, digits: number): string =>
  (Math.floor(value * 10 ** digits) / 10 ** digits).toFixed(digits);

export function endsIn({ ends }: Comparison): string {
  const counts = ends
    .filter(({ stored }) => stored > 0)
    .map(({ contestant, stored }) => `${contestant} ${stored}`);
  return `Every request was answered with 200. Each store holds as many ended sessions as its server acknowledged: ${counts.join(', ') || 'none, as nobody logged out'}.`;
}
