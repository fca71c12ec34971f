/** What the guard says of rounds that were measured, beside what was recorded. */
import { spreadOf } from '../statistics.ts';

/** What each question is measured against. */
export const guarded = { verify: 'stateless', logout: 'bare' } as const;
export type GuardedQuestion = keyof typeof guarded;
export const guardedQuestions: readonly GuardedQuestion[] = ['verify', 'logout'];

/** logoutd's processor time for one, as so many times of the other server's. */
export type Costs = Readonly<Record<GuardedQuestion, number>>;

/** Of a round. */
export interface Sample {
  readonly cpuMicroseconds: number;
  readonly disturbance: number;
}
/** Of all rounds so far. */
export type Samples = Readonly<
  Record<GuardedQuestion, { readonly ours: readonly Sample[]; readonly theirs: readonly Sample[] }>
>;

export interface Finding {
  readonly question: GuardedQuestion;
  readonly against: string;
  readonly recorded: number;
  readonly seen: number;
  /** Than was recorded: 0.1 is a tenth more. */
  readonly more: number;
  /** `unjudged`: it looks worse, but something else had the core for too much of the time. */
  readonly kind: 'fine' | 'worse' | 'unjudged';
}

/** How much more it may cost than was recorded. */
export const ALLOWED = 0.15;
/** A server's own threads wait for each other for 0.02 to 0.3 of its time. */
const CALM = 0.5;

export const findings = (recorded: Costs, samples: Samples): readonly Finding[] =>
  guardedQuestions.map((question) => {
    const { ours, theirs } = samples[question];
    const seen = costOf(ours) / costOf(theirs);
    const more = seen / recorded[question] - 1;
    const isCalm = [ours, theirs].every((rounds) => lowerQuartile(rounds, 'disturbance') < CALM);
    const kind = more <= ALLOWED ? 'fine' : isCalm ? 'worse' : 'unjudged';
    return { question, against: guarded[question], recorded: recorded[question], seen, more, kind };
  });

export const costsIn = (samples: Samples): Costs => ({
  verify: costOf(samples.verify.ours) / costOf(samples.verify.theirs),
  logout: costOf(samples.logout.ours) / costOf(samples.logout.theirs),
});

/** What disturbs only ever adds, and whoever shares the core empties its caches, which costs the larger program more. */
const costOf = (rounds: readonly Sample[]): number => lowerQuartile(rounds, 'cpuMicroseconds');

const lowerQuartile = (rounds: readonly Sample[], figure: keyof Sample): number =>
  spreadOf(rounds.map((round) => round[figure])).lowerQuartile;
