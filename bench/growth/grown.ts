/** Stores that have grown, and logoutd on each of them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contestant } from '../contestant.ts';
import { databaseIn, logoutd, logoutdAnswers, rowsIn } from '../logoutd.ts';
import type { Contract } from '../questions.ts';
import { usersOf } from './population.ts';

export interface Grown {
  readonly ended: number;
  /** Of these, those that need not be remembered any longer. */
  readonly due: number;
  /** Where the store and all that its server leaves lie. */
  readonly folder: string;
  readonly bytes: number;
  /** logoutd on it; named by how many sessions have ended. */
  readonly contestant: Contestant;
}

/** `due` are as many as asked for, but no more than half of them. */
export async function grow(
  folder: string,
  contract: Contract,
  { ended, due }: { readonly ended: number; readonly due: number },
): Promise<Grown> {
  const own = join(folder, String(ended));
  const toForget = Math.min(due, Math.floor(ended / 2));
  mkdirSync(own, { recursive: true });
  const database = databaseIn(own);
  const generator = fileURLToPath(new URL('generate.ts', import.meta.url));
  const args = [generator, database, String(ended), String(toForget)];
  const [status] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'close');
  if (status !== 0) throw new Error(`the store of ${ended} could not be made: is there room in ${folder}?`);
  const contestant: Contestant = {
    ...logoutd(contract),
    name: String(ended),
    // Of the users that the store has: those of few would have their places side by side.
    answers: logoutdAnswers(contract, usersOf(ended)),
    program: async (where) => ({
      ...(await logoutd(contract).program(where)),
      // To count the sessions themselves would be to read the whole file.
      ended: { by: 'counting', count: () => rowsIn(databaseIn(where), `log WHERE cursor > ${ended}`) },
    }),
  };
  return { ended, due: toForget, folder: own, bytes: statSync(database).size, contestant };
}
