/** Rounds of questions to one server, as many connections as each time are asked for. */
import type { Contestant } from '../contestant.ts';
import type { ClientName } from '../load/client.ts';
import { type Round, runRound } from '../load/round.ts';
import type { Question } from '../questions.ts';
import type { Server } from '../server.ts';

export interface AskingPlan {
  readonly seconds: number;
  readonly client: ClientName;
}
export interface Asker {
  ask(question: Question, connections: number): Promise<Round>;
  /** Logouts that were answered with 200. */
  acknowledged(): number;
}

const CHECKED_SESSIONS = 1000;
/** More than logoutd can answer: those that are left over are not sent. */
const LOGOUTS_A_SECOND = 15_000;

export function askerOf({ answers }: Contestant, server: Server, plan: AskingPlan): Asker {
  /** Checks are of the same sessions in every round. */
  const known = new Map<Question, readonly string[]>();
  let acknowledged = 0;
  return {
    ask: async (question, connections) => {
      const supply = answers[question]?.(server);
      if (supply === undefined) throw new Error(`logoutd does not answer to ${question}`);
      const again = question !== 'logout';
      const count = again ? CHECKED_SESSIONS : Math.ceil(plan.seconds * LOGOUTS_A_SECOND) + connections;
      const requests = known.get(question) ?? (await supply.make(count));
      if (again) known.set(question, requests);
      const { mustSay } = supply;
      const order = { port: server.port, requests, again, mustSay, seconds: plan.seconds, connections };
      const round = await runRound({ client: plan.client, core: 1 }, server.processes, order);
      if (!again) acknowledged += round.acknowledged;
      return round;
    },
    acknowledged: () => acknowledged,
  };
}
