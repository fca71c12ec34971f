/** Many clients at once, each of which acts again and again until the server is gone. */
import type { TestServer } from '../../support/server.ts';
import type { Chance } from '../random.ts';
import { Client } from '../send.ts';
import { nextAct, WrongAnswer } from './acts.ts';
import type { Ledger } from './ledger.ts';

export interface PressCounts {
  acknowledged: number;
  ends: number;
  cutOff: number;
  readonly wrong: string[];
}

export interface Pressed {
  /** Resolves once every client has had an answer. */
  readonly underWay: Promise<void>;
  /** Resolves once every client has found the server gone. */
  readonly over: Promise<PressCounts>;
}

export function pressUntilGone(
  server: TestServer,
  { clients, random, ledger }: { readonly clients: number; readonly random: Chance; readonly ledger: Ledger },
): Pressed {
  const client = new Client(server.port, clients);
  const counts: PressCounts = { acknowledged: 0, ends: 0, cutOff: 0, wrong: [] };
  let warm = 0;
  let startUp: () => void = () => {};
  const underWay = new Promise<void>((resolve) => {
    startUp = resolve;
  });
  const press = async (): Promise<void> => {
    for (let turn = 1; ; turn += 1) {
      const { group, run } = nextAct(client, random);
      ledger.add(group);
      try {
        await run();
        counts.acknowledged += 1;
        counts.ends += group.ends.length;
      } catch (error) {
        if (error instanceof WrongAnswer) counts.wrong.push(error.message);
        else {
          // Refused is what never got in; the others were under way.
          if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') counts.cutOff += 1;
          return;
        }
      }
      if (turn === 1) warm += 1;
      if (warm === clients) startUp();
    }
  };
  const over = Promise.all(Array.from({ length: clients }, press)).then(() => {
    client.close();
    startUp();
    return counts;
  });
  return { underWay, over };
}
