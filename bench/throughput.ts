/** Logouts or checks a second, and processor time for each, against the bare servers: in one run, taking turns. */
import { join } from 'node:path';
import { hasRedis } from '../test/support/redis.ts';
import type { Question } from './load.ts';
import { type Round, startLoader } from './loader.ts';
import { stop } from './program.ts';
import { type QuestionName, questions } from './questions.ts';
import {
  type Contestant,
  checkingContestants,
  endingContestants,
  type Server,
  scalingContestants,
  startServer,
} from './servers.ts';
import { type Spread, spreadOf } from './statistics.ts';

export interface ThroughputOptions {
  readonly folder: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly question: QuestionName;
  /** Whether to compare numbers of workers and stores, in place of logoutd and bare servers. */
  readonly scaling: boolean;
}

export interface Result {
  readonly name: Contestant;
  readonly rounds: readonly Round[];
  /** Requests that were answered with 200, those of the warm-up too. */
  readonly acknowledged: number;
  /** Ended sessions in the store, once the server has stopped. */
  readonly stored: number;
}
/** The figures of one as shares of another's, round by round. */
export interface Ratio {
  readonly of: Contestant;
  readonly against: Contestant;
  readonly perSecond: Spread;
  /** The other's processor time for a request as a share of its own: again, more is better. */
  readonly cpu: Spread;
}
export interface Throughput {
  readonly results: readonly Result[];
  readonly ratios: readonly Ratio[];
}

/** So many sessions are checked, again and again: a gateway asks about each request of a client. */
const CHECKED_SESSIONS = 1000;

/** Rejects when a request was refused, or when a store does not hold what was acknowledged: of checks, no end. */
export async function measureThroughput(
  options: ThroughputOptions,
  onRound: (round: number) => void,
): Promise<Throughput> {
  const question = questions[options.question];
  const contestants: readonly Contestant[] = options.scaling
    ? scalingContestants.filter((name) => hasRedis || name.startsWith('sqlite'))
    : question.again
      ? checkingContestants
      : endingContestants;
  const loader = startLoader(options.scaling ? 'any' : 1);
  const running = new Map<Contestant, { readonly server: Server; readonly rounds: Round[] }>();
  try {
    for (const name of contestants) {
      running.set(name, { server: await startServer(name, join(options.folder, name)), rounds: [] });
    }
    // The first round only warms up.
    for (let round = 0; round <= options.rounds; round += 1) {
      onRound(round);
      // Backwards every other time, so that none always comes after the same other one.
      const turn = round % 2 === 0 ? contestants : contestants.toReversed();
      for (const name of turn) {
        const { server, rounds } = running.get(name) as { server: Server; rounds: Round[] };
        const perSecond = rounds.at(-1)?.perSecond ?? 20_000;
        const order = {
          ...question,
          port: server.port,
          seconds: options.seconds,
          connections: options.connections,
          tokens: question.again
            ? CHECKED_SESSIONS
            : Math.ceil(perSecond * options.seconds * 1.3) + options.connections,
        };
        rounds.push(await loader.round(server.processes(), order));
      }
    }
  } finally {
    loader.stop();
    await Promise.all([...running.values()].map(({ server }) => stop(server.child)));
  }
  const results: Result[] = [];
  for (const [name, { server, rounds }] of running) {
    results.push(await judged(name, server, rounds, question));
    await server.dispose();
  }
  return { results, ratios: options.scaling ? scalingRatios(results) : againstBare(results) };
}

function againstBare([logoutd, ...others]: readonly Result[]): readonly Ratio[] {
  return others.map((other) => ratio(logoutd as Result, other));
}

/** Two workers against one, on each store; and Redis, where there is one, against SQLite, with as many. */
function scalingRatios([sqlite1, sqlite2, redis1, redis2]: readonly Result[]): readonly Ratio[] {
  if (!sqlite1 || !sqlite2) return [];
  const ratios = [ratio(sqlite2, sqlite1)];
  if (!redis1 || !redis2) return ratios;
  return [...ratios, ratio(redis2, redis1), ratio(redis1, sqlite1), ratio(redis2, sqlite2)];
}

async function judged(
  name: Contestant,
  server: Server,
  rounds: readonly Round[],
  { again }: Question,
): Promise<Result> {
  const refused = rounds.filter((round) => Object.keys(round.refused).length > 0);
  if (refused.length > 0) throw new Error(`${name} refused: ${JSON.stringify(refused[0]?.refused)}`);
  const acknowledged = rounds.reduce((sum, round) => sum + round.acknowledged, 0);
  const stored = await server.ended();
  if (stored !== (again ? 0 : acknowledged)) {
    throw new Error(`${name} acknowledged ${acknowledged} and stored ${stored} ends`);
  }
  return { name, rounds: rounds.slice(1), acknowledged, stored };
}

function ratio(one: Result, other: Result): Ratio {
  const shares = (share: (ours: Round, theirs: Round) => number): Spread =>
    spreadOf(
      one.rounds.flatMap((ours, at) => {
        const theirs = other.rounds[at];
        return theirs === undefined ? [] : [share(ours, theirs)];
      }),
    );
  return {
    of: one.name,
    against: other.name,
    perSecond: shares((ours, theirs) => ours.perSecond / theirs.perSecond),
    cpu: shares((ours, theirs) => theirs.cpuMicroseconds / ours.cpuMicroseconds),
  };
}
