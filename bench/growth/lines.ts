/** Rounds under several circumstances, as a comparison of these. */
import type { Comparison, Ends, Pair } from '../comparison.ts';
import { sharesOf, spreadsOf } from '../figures.ts';
import type { Round } from '../load/round.ts';
import type { Question } from '../questions.ts';

/** The rounds of one question under one circumstance. */
export interface Line {
  readonly question: Question;
  readonly circumstance: string;
  readonly rounds: Round[];
}

export function comparisonOf(
  lines: readonly Line[],
  pairs: readonly Pair[],
  ends: readonly Ends[],
): Comparison {
  const roundsOf = (question: Question, name: string): readonly Round[] =>
    lines.find((line) => line.question === question && line.circumstance === name)?.rounds ?? [];
  const questions = [...new Set(lines.map(({ question }) => question))];
  return {
    measured: lines.map(({ question, circumstance, rounds }) => ({
      contestant: circumstance,
      question,
      rounds,
      figures: spreadsOf(rounds),
    })),
    ratios: questions.flatMap((question) =>
      pairs.map(({ of, against }) => ({
        question,
        of,
        against,
        shares: sharesOf(roundsOf(question, of), roundsOf(question, against)),
      })),
    ),
    ends,
  };
}
