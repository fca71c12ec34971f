/** One question to one server, round after round. */
import type { Contestant } from './contestant.ts';
import type { Idle } from './idle.ts';
import type { ClientName } from './load/client.ts';
import { type Round, runRound } from './load/round.ts';
import type { Question } from './questions.ts';
import type { Server } from './server.ts';
import type { Supply } from './supply.ts';

export interface RoundPlan {
  readonly seconds: number;
  /** A round ends after so many requests, if the time is not up before; `null`: only then. */
  readonly requests: number | null;
  /** Each with one request under way. */
  readonly connections: number;
  readonly client: ClientName;
}

/** So many sessions are checked, again and again: a gateway asks about each request of a client. */
const CHECKED_SESSIONS = 1000;
/** For the round that warms up: where they run out, it is the shorter. */
const FIRST_LOGOUTS_A_SECOND = 8000;
/** How many more requests there are than the round before would have needed. */
const MARGIN = 1.4;

export interface Track {
  readonly contestant: Contestant;
  readonly question: Question;
  readonly server: Server;
  readonly idle: Idle;
  readonly supply: Supply;
  /** What is asked again in every round. */
  readonly known: readonly string[] | null;
  readonly rounds: Round[];
}

export async function trackOf(
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

/** Rejects when a request was refused. */
export async function runTrack(track: Track, plan: RoundPlan): Promise<void> {
  const { contestant, question, server, idle, supply, known, rounds } = track;
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
