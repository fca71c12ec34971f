/** Many clients at once, each of which acts again and again until the server is gone, or is told to stop. */
import type { TestServer } from '../../support/server.ts';
import type { Chance } from '../random.ts';
import { Client, Unanswered } from '../send.ts';
import { nextAct, Refused, WrongAnswer } from './acts.ts';
import type { Ledger } from './ledger.ts';

export interface PressCounts {
  acknowledged: number;
  ends: number;
  cutOff: number;
  /** Requests that were answered with 500: in force or not, as those that were cut off. */
  refused: number;
  /** Requests on connections that were not broken, and on which nobody ever said anything. */
  unanswered: number;
  readonly wrong: string[];
}

export interface Pressed {
  /** Resolves once every client has had an answer. */
  readonly underWay: Promise<void>;
  /** Resolves once every client has found the server gone, or has stopped. */
  readonly over: Promise<PressCounts>;
}

export interface PressOptions {
  readonly clients: number;
  readonly random: Chance;
  readonly ledger: Ledger;
  /** Whether to begin another act. With it, a broken connection ends an act only: the server is not gone with it. */
  readonly goesOn?: () => boolean;
}

/** A server that lives answers within two seconds, whatever becomes of its store. */
const ANSWERED_WITHIN_MS = 5_000;

export function press(server: TestServer, { clients, random, ledger, goesOn }: PressOptions): Pressed {
  const options = goesOn === undefined ? {} : { again: false, answeredWithinMs: ANSWERED_WITHIN_MS };
  const client = new Client(server.port, clients, options);
  const counts: PressCounts = { acknowledged: 0, ends: 0, cutOff: 0, refused: 0, unanswered: 0, wrong: [] };
  let warm = 0;
  let startUp: () => void = () => {};
  const underWay = new Promise<void>((resolve) => {
    startUp = resolve;
  });
  const act = async (): Promise<void> => {
    for (let turn = 1; goesOn?.() ?? true; turn += 1) {
      const { group, run } = nextAct(client, random);
      ledger.add(group);
      try {
        await run();
        counts.acknowledged += 1;
        counts.ends += group.ends.length;
      } catch (error) {
        if (error instanceof WrongAnswer) counts.wrong.push(error.message);
        else if (error instanceof Refused) counts.refused += 1;
        else if (error instanceof Unanswered) counts.unanswered += 1;
        else {
          // Refused is what never got in; the others were under way.
          if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') counts.cutOff += 1;
          if (goesOn === undefined) return;
        }
      }
      if (turn === 1) warm += 1;
      if (warm === clients) startUp();
    }
  };
  const over = Promise.all(Array.from({ length: clients }, act)).then(() => {
    client.close();
    startUp();
    return counts;
  });
  return { underWay, over };
}
