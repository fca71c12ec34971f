/** What clean-up does to those who ask meanwhile: rounds before it has begun, and rounds while it forgets. */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Pair } from '../comparison.ts';
import { databaseIn, rowsIn } from '../logoutd.ts';
import type { Question } from '../questions.ts';
import { startServer } from '../server.ts';
import { type AskingPlan, askerOf } from './asking.ts';
import type { Grown } from './grown.ts';
import type { Line } from './lines.ts';

export interface CleanUpPlan extends AskingPlan {
  readonly questions: readonly Question[];
  readonly rounds: number;
  readonly connections: number;
}
export interface CleanUp {
  readonly lines: readonly Line[];
  readonly pair: Pair;
  readonly forgotten: number;
  /** How many it had not come to when the rounds were over. With 0 some of them may have been quiet. */
  readonly left: number;
}

/** It forgets 200 at a time, with a pause of 50 ms at least. */
const MOST_A_SECOND = 4000;
const BEGINS_WITHIN_MS = 10_000;
/** What a round takes beside its time, at most: its requests are made. */
const BETWEEN_SECONDS = 2;

/** As many as clean-up could forget at most in the time. */
export const dueFor = ({ questions, rounds, seconds }: CleanUpPlan): number =>
  Math.ceil(questions.length * rounds * (seconds + BETWEEN_SECONDS) * MOST_A_SECOND);

/** Rejects when clean-up did not begin. */
export async function cleanUpOf(grown: Grown, plan: CleanUpPlan): Promise<CleanUp> {
  const { folder, contestant, ended } = grown;
  const program = await contestant.program(folder);
  const [node = '', ...args] = program.command;
  const hook = fileURLToPath(new URL('clean-up-at-signal.ts', import.meta.url));
  const command = [node, `--import=${hook}`, ...args];
  const server = await startServer({ ...contestant, program: () => ({ ...program, command }) }, folder);
  try {
    const asker = askerOf(contestant, server, plan);
    const take = async (circumstance: string, times: number): Promise<readonly Line[]> => {
      const lines = plan.questions.map((question): Line => ({ question, circumstance, rounds: [] }));
      for (let time = 0; time < times; time += 1) {
        for (const { question, rounds } of lines) rounds.push(await asker.ask(question, plan.connections));
      }
      return lines;
    };
    const nowMs = Date.now();
    const due = (): number => rowsIn(databaseIn(folder), `sessions WHERE retain_until_ms <= ${nowMs}`);
    const pair = { of: `${ended}, clean-up`, against: `${ended}, quiet` };
    await take('warming up', 1);
    const quiet = await take(pair.against, plan.rounds);
    const before = due();
    server.child.kill('SIGUSR2');
    for (const deadline = Date.now() + BEGINS_WITHIN_MS; due() === before; await pause(10)) {
      if (Date.now() > deadline)
        throw new Error(
          `clean-up did not begin at SIGUSR2: ${before} sessions are still due. Look at ${hook}.`,
        );
    }
    const during = await take(pair.of, plan.rounds);
    const left = due();
    return { lines: [...quiet, ...during], pair, forgotten: before - left, left };
  } finally {
    await server.dispose();
  }
}
