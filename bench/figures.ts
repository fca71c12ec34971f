/** The figures of a round, and what becomes of those of several. */
import type { Round } from './load/round.ts';
import { type Spread, spreadOf } from './statistics.ts';

export const figureNames = ['perSecond', 'cpuMicroseconds', 'p50Ms', 'p99Ms', 'p999Ms'] as const;
export type FigureName = (typeof figureNames)[number];

interface Figure {
  readonly title: string;
  readonly digits: number;
  readonly better: 'more' | 'less';
}
export const figures: Readonly<Record<FigureName, Figure>> = {
  perSecond: { title: 'a second', digits: 0, better: 'more' },
  cpuMicroseconds: { title: 'CPU µs', digits: 1, better: 'less' },
  p50Ms: { title: 'p50 ms', digits: 2, better: 'less' },
  p99Ms: { title: 'p99 ms', digits: 2, better: 'less' },
  p999Ms: { title: 'p99.9 ms', digits: 2, better: 'less' },
};

export type Spreads = Readonly<Record<FigureName, Spread>>;

const spreads = (of: (name: FigureName) => readonly number[]): Spreads =>
  Object.fromEntries(figureNames.map((name) => [name, spreadOf(of(name))])) as Record<FigureName, Spread>;

export const spreadsOf = (rounds: readonly Round[]): Spreads =>
  spreads((name) => rounds.map((round) => round[name]));

/** Of the same round, and so that 1 is as good and more is better: a cost of half the other's is 2. */
export const sharesOf = (ours: readonly Round[], theirs: readonly Round[]): Spreads =>
  spreads((name) =>
    ours.flatMap((round, at) => {
      const other = theirs[at];
      if (other === undefined) return [];
      return figures[name].better === 'more' ? round[name] / other[name] : other[name] / round[name];
    }),
  );
