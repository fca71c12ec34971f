/** Several servers and several questions in one run, taking turns: a round each. */
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';
import { type Spreads, sharesOf, spreadsOf } from './figures.ts';
import { type Idle, keepIdle } from './idle.ts';
import type { ClientName } from './load/client.ts';
import { type Round, runRound } from './load/round.ts';
import type { Question } from './questions.ts';
import { type Server, startServer } from './server.ts';
import type { Supply } from './supply.ts';

/** Whose figures are given as shares of whose. */
export interface Pair {
  readonly of: string;
  readonly against: string;
}

export interface Plan {
  readonly folder: string;
  readonly contestants: readonly Contestant[];
  readonly questions: readonly Question[];
  readonly pairs: readonly Pair[];
  readonly rounds: number;
  /** Of a round; the one that warms up is longer. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** A round ends after so many requests, if the time is not up before; `null`: only then. */
  readonly requests: number | null;
  /** Each with one request under way. */
  readonly connections: number;
  /** Beside those: they have asked before, and are silent. */
  readonly idle: number;
  readonly client: ClientName;
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

/** So many sessions are checked, again and again: a gateway asks about each request of a client. */
const CHECKED_SESSIONS = 1000;
/** For the round that warms up: where they run out, it is the shorter. */
const FIRST_LOGOUTS_A_SECOND = 8000;
/** How many more requests there are than the round before would have needed. */
const MARGIN = 1.4;

/** One question to one server. */
interface Track {
  readonly contestant: Contestant;
  readonly question: Question;
  readonly server: Server;
  readonly idle: Idle;
  readonly supply: Supply;
  /** What is asked again in every round. */
  readonly known: readonly string[] | null;
  readonly rounds: Round[];
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
    for (const [name, server] of servers) ends.push(await endsOf(name, server, tracks));
    return { ...figuresOf(tracks, plan), ends };
  } finally {
    for (const idle of idles) idle.close();
    for (const server of servers.values()) await server.dispose();
  }
}

async function trackOf(
  contestant: Contestant,
  question: Question,
  server: Server,
  idle: Idle,
): Promise<Track> {
  const supply = contestant.answers[question]?.(server);
  if (supply === undefined) throw new Error(`${contestant.name} does not answer to ${question}`);
  const known = question === 'logout' ? null : await supply.make(CHECKED_SESSIONS);
  return { contestant, question, server, idle, supply, known, rounds: [] };
}

/** One question after the other, so that what is compared lies close together. */
const inTurn = (tracks: readonly Track[], questions: readonly Question[]): readonly Track[] =>
  questions.flatMap((question) => tracks.filter((track) => track.question === question));

async function runTrack({ contestant, question, server, idle, supply, known, rounds }: Track, plan: Plan) {
  const perSecond = rounds.at(-1)?.perSecond ?? FIRST_LOGOUTS_A_SECOND;
  const needed = plan.requests ?? Math.ceil(perSecond * plan.seconds * MARGIN) + plan.connections;
  const requests = known === null ? await supply.make(needed) : repeated(known, plan.requests);
  await idle.refresh();
  const { seconds, connections, client } = plan;
  const { mustSay } = supply;
  const order = {
    port: server.port,
    requests,
    again: known !== null && plan.requests === null,
    mustSay,
    seconds,
    connections,
  };
  const core = server.core === 'any' ? 'any' : 1;
  try {
    rounds.push(await runRound({ client, core }, server.processes, order));
  } catch (error) {
    throw new Error(`${contestant.name}, ${question}: ${(error as Error).message}`, { cause: error });
  }
  idle.mustBeWhole();
}

const repeated = (requests: readonly string[], count: number | null): readonly string[] =>
  count === null
    ? requests
    : Array.from({ length: count }, (_, at) => requests[at % requests.length] as string);

async function endsOf(name: string, server: Server, tracks: readonly Track[]): Promise<Ends> {
  const logouts = tracks.filter(
    ({ contestant, question }) => contestant.name === name && question === 'logout',
  );
  const acknowledged = logouts
    .flatMap(({ rounds }) => rounds)
    .reduce((sum, round) => sum + round.acknowledged, 0);
  const stored = await server.end();
  if (stored !== acknowledged)
    throw new Error(
      `${name} acknowledged ${acknowledged} logouts, and its store holds ${stored} ended sessions`,
    );
  return { contestant: name, acknowledged, stored };
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
