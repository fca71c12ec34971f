/** The short rounds that the guard judges by. */
import { statfsSync } from 'node:fs';
import { type Comparison, compare } from '../comparison.ts';
import { baselines } from '../contestants.ts';
import type { ClientName } from '../load/client.ts';
import { logoutd } from '../logoutd.ts';
import { guarded, guardedQuestions, type Sample, type Samples } from './verdict.ts';

/** As many requests for each server: the larger a store is, the more a write costs. */
const PLAN = {
  rounds: 17,
  requests: 2000,
  seconds: 60,
  warmUpSeconds: 2,
  connections: 64,
  idle: 0,
} as const;

/** In the first rounds V8 is still at it, whatever came before. */
const UNSETTLED_ROUNDS = 5;

/** Of servers that are started for it: no two runs of V8 compile alike. */
export async function sampleRounds(folder: string, client: ClientName): Promise<Samples> {
  const against = baselines.filter(({ name }) => guardedQuestions.some((one) => guarded[one] === name));
  const contestants = [logoutd('platform'), ...against];
  const plan = { ...PLAN, folder, client, contestants, questions: guardedQuestions, pairs: [] };
  const { measured } = await compare(plan, () => {});
  return {
    verify: {
      ours: samplesOf(measured, 'logoutd', 'verify'),
      theirs: samplesOf(measured, guarded.verify, 'verify'),
    },
    logout: {
      ours: samplesOf(measured, 'logoutd', 'logout'),
      theirs: samplesOf(measured, guarded.logout, 'logout'),
    },
  };
}

const samplesOf = (
  measured: Comparison['measured'],
  contestant: string,
  question: string,
): readonly Sample[] =>
  measured
    .filter((one) => one.contestant === contestant && one.question === question)
    .flatMap(({ rounds }) => rounds.slice(UNSETTLED_ROUNDS));

const IN_MEMORY = '/dev/shm';
const NEEDED_BYTES = 2 ** 30;

/** Where there is one, a folder that no disk is behind: how long one takes decides how many logouts share a commit. */
export function steadyFolder(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= NEEDED_BYTES ? IN_MEMORY : undefined;
  } catch {
    return undefined;
  }
}
