/** The short form of the benchmark that the guard judges: what a logout and a verify cost, as ratios of one run. */
import { compare } from '../comparison.ts';
import { baselines } from '../contestants.ts';
import type { ClientName } from '../load/client.ts';
import { logoutd } from '../logoutd.ts';
import { quantile } from '../statistics.ts';
import { type Costs, guarded, guardedQuestions } from './verdict.ts';

export const ROUNDS = 16;
const PLAN = {
  rounds: ROUNDS,
  requests: 2000,
  seconds: 30,
  warmUpSeconds: 3,
  connections: 64,
  idle: 0,
} as const;

/** Of servers started for it. */
export async function measureCosts(folder: string, client: ClientName): Promise<Costs> {
  const against = baselines.filter(({ name }) => guardedQuestions.some((one) => guarded[one] === name));
  const contestants = [logoutd('platform'), ...against];
  const { measured } = await compare(
    { ...PLAN, folder, client, contestants, questions: guardedQuestions, pairs: [] },
    () => {},
  );
  const cost = (contestant: string, question: string): number => {
    const rounds =
      measured.find((one) => one.contestant === contestant && one.question === question)?.rounds ?? [];
    return quantile(
      rounds.map((round) => round.cpuMicroseconds).toSorted((a, b) => a - b),
      0.25,
    );
  };
  if (process.env['GUARD_RAW'])
    console.log(
      'RAW',
      JSON.stringify(
        measured.map((m) => [
          m.contestant,
          m.question,
          m.rounds.map((r) => [r.cpuMicroseconds, r.perSecond]),
        ]),
      ),
    );
  return {
    verify: cost('logoutd', 'verify') / cost(guarded.verify, 'verify'),
    logout: cost('logoutd', 'logout') / cost(guarded.logout, 'logout'),
  };
}
