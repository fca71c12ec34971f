/** Logouts or checks a second, and processor time for each, against the bare servers: in one run, taking turns. */
import { join } from 'node:path';
import type { Question } from './load.ts';
import { type Round, startLoader } from './loader.ts';
import { stop } from './program.ts';
import { type QuestionName, questions } from './questions.ts';
import {
  type Contestant,
  checkingContestants,
  endingContestants,
  type Server,
  startServer,
} from './servers.ts';
import { type Spread, spreadOf } from './statistics.ts';

export interface ThroughputOptions {
  readonly folder: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly question: QuestionName;
}

export interface Result {
  readonly name: Contestant;
  readonly rounds: readonly Round[];
  /** Requests that were answered with 200, those of the warm-up too. */
  readonly acknowledged: number;
  /** Ended sessions in the store, once the server has stopped. */
  readonly stored: number;
}
/** logoutd's figures as shares of another's, round by round. */
export interface Ratio {
  readonly against: Contestant;
  readonly perSecond: Spread;
  /** The other's processor time for a request as a share of logoutd's: again, more is better. */
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
  const contestants: readonly Contestant[] = question.again ? checkingContestants : endingContestants;
  const loader = startLoader();
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
        rounds.push(await loader.round(server.child, order));
      }
    }
  } finally {
    loader.stop();
    await Promise.all([...running.values()].map(({ server }) => stop(server.child)));
  }
  const results = [...running].map(([name, { server, rounds }]) => judged(name, server, rounds, question));
  const [logoutd, ...others] = results;
  return { results, ratios: others.map((other) => ratio(logoutd as Result, other)) };
}

function judged(name: Contestant, server: Server, rounds: readonly Round[], { again }: Question): Result {
  const refused = rounds.filter((round) => Object.keys(round.refused).length > 0);
  if (refused.length > 0) throw new Error(`${name} refused: ${JSON.stringify(refused[0]?.refused)}`);
  const acknowledged = rounds.reduce((sum, round) => sum + round.acknowledged, 0);
  const stored = server.ended();
  if (stored !== (again ? 0 : acknowledged)) {
    throw new Error(`${name} acknowledged ${acknowledged} and stored ${stored} ends`);
  }
  return { name, rounds: rounds.slice(1), acknowledged, stored };
}

function ratio(logoutd: Result, other: Result): Ratio {
  const shares = (share: (ours: Round, theirs: Round) => number): Spread =>
    spreadOf(
      logoutd.rounds.flatMap((ours, at) => {
        const theirs = other.rounds[at];
        return theirs === undefined ? [] : [share(ours, theirs)];
      }),
    );
  return {
    against: other.name,
    perSecond: shares((ours, theirs) => ours.perSecond / theirs.perSecond),
    cpu: shares((ours, theirs) => theirs.cpuMicroseconds / ours.cpuMicroseconds),
  };
}
