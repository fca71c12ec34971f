/** Several servers and several questions in one run, taking turns: a round each. */
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';
import { type Spreads, sharesOf, spreadsOf } from './figures.ts';
import { type Idle, keepIdle } from './idle.ts';
import type { Round } from './load/round.ts';
import type { Question } from './questions.ts';
import { type Server, startServer } from './server.ts';
import { type RoundPlan, runTrack, type Track, trackOf } from './track.ts';

/** Whose figures are given as shares of whose. */
export interface Pair {
  readonly of: string;
  readonly against: string;
}

export interface Plan extends RoundPlan {
  readonly folder: string;
  readonly contestants: readonly Contestant[];
  readonly questions: readonly Question[];
  readonly pairs: readonly Pair[];
  readonly rounds: number;
  readonly warmUpSeconds: number;
  /** Connections beside those that ask: they have asked before, and are silent. */
  readonly idle: number;
}

export interface Measured {
  readonly contestant: string;
  readonly question: Question;
  readonly rounds: readonly Round[];
  readonly figures: Spreads;
}
export interface Ratio extends Pair {
  readonly question: Question;
  readonly shares: Spreads;
}
/** Logouts that were answered with 200, those of the warm-up too, and what the store holds. They are equal. */
export interface Ends {
  readonly contestant: string;
  readonly acknowledged: number;
  readonly stored: number;
}
export interface Comparison {
  readonly measured: readonly Measured[];
  readonly ratios: readonly Ratio[];
  readonly ends: readonly Ends[];
}

/** Rejects when a request was refused, or when a store does not hold what was acknowledged. */
export async function compare(plan: Plan, onRound: (round: number) => void): Promise<Comparison> {
  const servers = new Map<string, Server>();
  const idles: Idle[] = [];
  const tracks: Track[] = [];
  try {
    for (const contestant of plan.contestants) {
      const asked = plan.questions.filter((question) => contestant.answers[question] !== undefined);
      if (asked.length === 0) continue;
      const server = await startServer(contestant, join(plan.folder, contestant.name));
      servers.set(contestant.name, server);
      const idle = keepIdle(server.port, plan.idle);
      idles.push(idle);
      for (const question of asked) tracks.push(await trackOf(contestant, question, server, idle));
    }
    // The first round only warms up, and is longer: V8 is still compiling.
    for (let round = 0; round <= plan.rounds; round += 1) {
      onRound(round);
      const turn = inTurn(tracks, plan.questions);
      // Backwards every other time, so that none always comes after the same other one.
      for (const track of round % 2 === 0 ? turn : turn.toReversed())
        await runTrack(track, round === 0 ? { ...plan, seconds: plan.warmUpSeconds, requests: null } : plan);
    }
    const ends: Ends[] = [];
    for (const [name, server] of servers) ends.push(await endsOf(name, server, acknowledgedBy(name, tracks)));
    return { ...figuresOf(tracks, plan), ends };
  } finally {
    for (const idle of idles) idle.close();
    for (const server of servers.values()) await server.dispose();
  }
}

/** One question after the other, so that what is compared lies close together. */
const inTurn = (tracks: readonly Track[], questions: readonly Question[]): readonly Track[] =>
  questions.flatMap((question) => tracks.filter((track) => track.question === question));

const acknowledgedBy = (name: string, tracks: readonly Track[]): number =>
  tracks
    .filter(({ contestant, question }) => contestant.name === name && question === 'logout')
    .flatMap(({ rounds }) => rounds)
    .reduce((sum, round) => sum + round.acknowledged, 0);

/** Stops the server. Rejects when its store does not hold what it acknowledged. */
export async function endsOf(contestant: string, server: Server, acknowledged: number): Promise<Ends> {
  const stored = await server.end();
  if (stored !== acknowledged)
    throw new Error(
      `${contestant} acknowledged ${acknowledged} logouts, and its store holds ${stored} ended sessions`,
    );
  return { contestant, acknowledged, stored };
}

function figuresOf(tracks: readonly Track[], { questions, pairs }: Plan): Omit<Comparison, 'ends'> {
  const measured = inTurn(tracks, questions).map(({ contestant, question, rounds }) => {
    const warm = rounds.slice(1);
    return { contestant: contestant.name, question, rounds: warm, figures: spreadsOf(warm) };
  });
  const ratios = questions.flatMap((question) =>
    pairs.flatMap(({ of, against }) => {
      const roundsOf = (name: string) =>
        measured.find((one) => one.contestant === name && one.question === question)?.rounds;
      const [ours, theirs] = [roundsOf(of), roundsOf(against)];
      if (ours === undefined || theirs === undefined) return [];
      return [{ question, of, against, shares: sharesOf(ours, theirs) }];
    }),
  );
  return { measured, ratios };
}
