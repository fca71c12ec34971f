/** What the guard says of a measurement, beside what was recorded. */

/** What each question is measured against. */
export const guarded = { verify: 'stateless', logout: 'bare' } as const;
export type GuardedQuestion = keyof typeof guarded;
export const guardedQuestions: readonly GuardedQuestion[] = ['verify', 'logout'];

/** logoutd's processor time for one, as so many times of the other server's. */
export type Costs = Readonly<Record<GuardedQuestion, number>>;

export interface Finding {
  readonly question: GuardedQuestion;
  readonly against: string;
  readonly recorded: number;
  readonly seen: number;
  /** Of what was recorded: 0.1 is a tenth more. */
  readonly more: number;
}

/** How much more it may cost than was recorded. */
export const ALLOWED = 0.15;

/** @param seen of one measurement after the other; the least of each counts: what disturbs only ever adds */
export function findings(recorded: Costs, seen: readonly Costs[]): readonly Finding[] {
  return guardedQuestions.map((question) => {
    const least = Math.min(...seen.map((costs) => costs[question]));
    return {
      question,
      against: guarded[question],
      recorded: recorded[question],
      seen: least,
      more: least / recorded[question] - 1,
    };
  });
}

export const isWorse = ({ more }: Finding): boolean => more > ALLOWED;
