/** Where the time of a request goes: by the stages of its way, from V8's own profiler. */
import { join } from 'node:path';
import type { Contestant } from '../contestant.ts';
import { runRound } from '../load/round.ts';
import { logoutd } from '../logoutd.ts';
import type { Options } from '../options.ts';
import { clockMicroseconds, readProfile, timeOfStages } from '../profile/cpu-profile.ts';
import { type Stage, stages } from '../profile/stages.ts';
import type { Question } from '../questions.ts';
import type { Outcome } from '../section.ts';
import { startServer } from '../server.ts';

interface Profiled {
  readonly question: Question;
  readonly requests: number;
  /** For one request: all of it, and each stage. */
  readonly microseconds: number;
  readonly ofStages: Readonly<Partial<Record<Stage, number>>>;
}

/** Before what is looked at, so that all that runs often is compiled. */
const WARM_UP = 20_000;
const CHECKED_SESSIONS = 1000;
/** Beside the time that a round is meant to take, for logouts that were made for it. */
const MOST_LOGOUTS_A_SECOND = 8000;

export async function measureProfile(options: Options, scratch: string): Promise<Outcome> {
  const profiled: Profiled[] = [];
  for (const question of options.questions)
    profiled.push(await profile(question, options, join(scratch, question)));
  return { section: sectionOf(profiled), result: profiled };
}

async function profile(question: Question, options: Options, folder: string): Promise<Profiled> {
  const server = await startServer(watched(logoutd(options.contract), folder), folder);
  const supply = logoutd(options.contract).answers[question]?.(server);
  if (supply === undefined) throw new Error(`logoutd does not answer ${question}`);
  const isCheck = question !== 'logout';
  const known = isCheck ? await supply.make(CHECKED_SESSIONS) : null;
  const { client, connections } = options;
  const ask = async (requests: number, seconds: number) =>
    runRound({ client, core: 1 }, server.processes, {
      port: server.port,
      requests: known ?? (await supply.make(requests)),
      again: isCheck,
      mustSay: supply.mustSay,
      seconds,
      connections,
    });
  try {
    await ask(WARM_UP, isCheck ? options.seconds : 3600);
    const requests = MOST_LOGOUTS_A_SECOND * options.seconds;
    const from = clockMicroseconds();
    const asked = await ask(requests, options.seconds);
    const until = clockMicroseconds();
    await server.end();
    const times = timeOfStages(readProfile(folder), { from, until });
    const total = [...times.values()].reduce((sum, time) => sum + time, 0);
    const ofStages = Object.fromEntries(
      [...times].map(([stage, time]) => [stage, time / asked.acknowledged]),
    );
    return { question, requests: asked.acknowledged, microseconds: total / asked.acknowledged, ofStages };
  } finally {
    await server.dispose();
  }
}

const watched = (contestant: Contestant, folder: string): Contestant => ({
  ...contestant,
  program: async (own) => {
    const { command, ...program } = await contestant.program(own);
    const [node = '', ...args] = command;
    const options = ['--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${folder}`];
    return { ...program, command: [node, ...options, ...args] };
  },
});

function sectionOf(profiled: readonly Profiled[]): Outcome['section'] {
  const cell = (microseconds: number, all: number): string =>
    `${microseconds.toFixed(1)} (${((100 * microseconds) / all).toFixed(0)} %)`;
  const rows = stages.map((stage) => [
    stage,
    ...profiled.map(({ ofStages, microseconds }) => cell(ofStages[stage] ?? 0, microseconds)),
  ]);
  const all = profiled.map(({ microseconds }) => microseconds.toFixed(1));
  return {
    title: 'Where the time goes',
    paragraphs: [
      'By samples of a running server, five in a millisecond, of which each counts for the stage whose code it found at work: the innermost file of `src/`, or package, that was running. The time is that on the clock, so what waits for the disk is in it; the profiler itself makes all of it longer.',
    ],
    tables: [
      {
        caption: 'Microseconds of a request, by the stages of its way',
        head: ['', ...profiled.map(({ question }) => question)],
        rows: [...rows, ['all', ...all]],
      },
    ],
    explanations: [],
    charts: [],
  };
}
