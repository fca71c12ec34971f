/** A comparison as tables and charts. */
import type { Comparison, Measured, Ratio } from './comparison.ts';
import { type FigureName, figureNames, figures, type Spreads } from './figures.ts';
import type { Question } from './questions.ts';
import type { Bar, Chart, Table } from './section.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Median, and the quartiles around it. */
const spread = ({ median, lowerQuartile, upperQuartile }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${lowerQuartile.toFixed(digits)} to ${upperQuartile.toFixed(digits)})`;

/** Never better than it is: all of it is rounded down. */
export const share = ({ median, lowerQuartile, upperQuartile }: Spread): string =>
  `${roundedDown(median)} (${roundedDown(lowerQuartile)} to ${roundedDown(upperQuartile)})`;
const roundedDown = (value: number): string => (Math.floor(value * 100) / 100).toFixed(2);

const sharedTitles = figureNames.map((name) => figures[name].title);
const spreadsAsCells = (spreads: Spreads): readonly string[] =>
  figureNames.map((name) => spread(spreads[name], figures[name].digits));
/** By which a reader can tell how far the others can be trusted. */
const circumstanceTitles = ['client busy', 'disturbed'] as const;
const circumstances = ({ rounds }: Measured): readonly string[] =>
  [rounds.map((round) => round.clientLoad), rounds.map((round) => round.disturbance)].map((shares) =>
    spreadOf(shares).median.toFixed(2),
  );

/** What the shares are made of beside throughput: these are charted, too. */
const charted: readonly FigureName[] = ['perSecond', 'cpuMicroseconds', 'p99Ms'];

/** All questions in one table; the shares are those of the one server that all others are compared with. */
export function mainTable({ measured, ratios }: Comparison, ours: string): Table {
  const sharesAgainst = ({ contestant, question }: Measured): readonly string[] => {
    const found = ratios.find((one) => one.question === question && one.against === contestant);
    return charted.map((name) => (found === undefined ? '' : share(found.shares[name])));
  };
  return {
    caption: `Median of the rounds (quartiles). The last columns are ${ours}'s shares of the line's server, round by round: 1 is as good, more is better.`,
    head: [
      '',
      ...sharedTitles,
      ...circumstanceTitles,
      ...charted.map((name) => `share: ${figures[name].title}`),
    ],
    rows: measured.map((one) => [
      `${one.question}, ${one.contestant}`,
      ...spreadsAsCells(one.figures),
      ...circumstances(one),
      ...sharesAgainst(one),
    ]),
  };
}

/** Where pairs are compared, and not all with one. */
export const pairTables = ({ measured, ratios }: Comparison): readonly Table[] => [
  {
    caption: 'Median of the rounds (quartiles)',
    head: ['', ...sharedTitles, ...circumstanceTitles],
    rows: measured.map((one) => [
      `${one.question}, ${one.contestant}`,
      ...spreadsAsCells(one.figures),
      ...circumstances(one),
    ]),
  },
  {
    caption: 'As shares, round by round: 1 is as good, more is better',
    head: ['', ...sharedTitles],
    rows: ratios.map((one) => [
      `${one.question}, ${nameOf(one)}`,
      ...figureNames.map((name) => share(one.shares[name])),
    ]),
  },
];

const nameOf = ({ of, against }: Ratio): string => `${of} against ${against}`;

export const chartsOf = (
  { measured }: Comparison,
  questions: readonly Question[],
  isOurs: (contestant: string) => boolean,
): readonly Chart[] =>
  questions.flatMap((question) =>
    charted.map((name) => ({
      file: `${question}-${name}`,
      title: `${question}, ${figures[name].title} (${figures[name].better} is better)`,
      digits: figures[name].digits,
      bars: measured
        .filter((one) => one.question === question)
        .map((one) => barOf(one, name, isOurs(one.contestant))),
    })),
  );

/** Where all are logoutd: the charts of each mode lie beside those of the others, and begin with its name. */
export const ownCharts = (
  mode: string,
  comparison: Comparison,
  questions: readonly Question[],
): readonly Chart[] =>
  chartsOf(comparison, questions, () => true).map((chart) => ({ ...chart, file: `${mode}-${chart.file}` }));

function barOf({ contestant, figures: spreads }: Measured, name: FigureName, isOurs: boolean): Bar {
  const { median, lowerQuartile, upperQuartile } = spreads[name];
  return { label: contestant, value: median, from: lowerQuartile, to: upperQuartile, isOurs };
}

export function endsIn({ ends }: Comparison): string {
  const counts = ends
    .filter(({ stored }) => stored > 0)
    .map(({ contestant, stored }) => `${contestant} ${stored}`);
  return `Every request was answered with 200. Each store holds as many ended sessions as its server acknowledged: ${counts.join(', ') || 'none, as nobody logged out'}.`;
}
