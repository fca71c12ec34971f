/** `npm run bench -- --many`: logoutd under few and many connections, and beside many that are silent. */
import { join } from 'node:path';
import { type Comparison, type Ends, endsOf, type Pair } from '../comparison.ts';
import { type Idle, keepIdle } from '../idle.ts';
import { logoutd } from '../logoutd.ts';
import { sayRound } from '../modes/progress.ts';
import type { Options } from '../options.ts';
import { endsIn, ownCharts, pairTables } from '../report.ts';
import type { Outcome } from '../section.ts';
import { type Server, startServer } from '../server.ts';
import { type Asker, askerOf } from './asking.ts';
import { comparisonOf, type Line } from './lines.ts';

/** Those that ask, each with one request under way, and those that have asked before and are silent. */
interface Circumstance {
  readonly name: string;
  readonly connections: number;
  readonly idle: number;
}
const USUAL: Circumstance = { name: '32', connections: 32, idle: 0 };
const circumstances: readonly Circumstance[] = [
  { name: '1', connections: 1, idle: 0 },
  USUAL,
  { name: '256', connections: 256, idle: 0 },
  { name: '2000', connections: 2000, idle: 0 },
  { name: '32 beside 2000 idle', connections: 32, idle: 2000 },
];
const pairs: readonly Pair[] = circumstances
  .filter((one) => one !== USUAL)
  .map(({ name }) => ({ of: name, against: USUAL.name }));

/** A server of its own, so that all are compared after the same rounds, and the silent ones are so for as long as all of it takes. */
interface Scene {
  readonly server: Server;
  readonly idle: Idle;
  readonly asker: Asker;
}

export async function measureConnections(options: Options, scratch: string): Promise<Outcome> {
  const scenes = new Map<string, Scene>();
  const lines = circumstances.flatMap((circumstance) =>
    options.questions.map((question) => ({
      circumstance,
      line: { question, circumstance: circumstance.name, rounds: [] } satisfies Line as Line,
    })),
  );
  try {
    for (const { name, idle } of circumstances)
      scenes.set(name, await sceneOf(options, join(scratch, name.replaceAll(' ', '-')), idle));
    const say = sayRound(options.rounds);
    // The first round only warms up.
    for (let round = 0; round <= options.rounds; round += 1) {
      say(round);
      for (const { circumstance, line } of round % 2 === 0 ? lines : lines.toReversed()) {
        const { idle, asker } = scenes.get(circumstance.name) as Scene;
        await idle.refresh();
        const taken = await asker.ask(line.question, circumstance.connections);
        idle.mustBeWhole();
        if (round > 0) line.rounds.push(taken);
      }
    }
    const ends: Ends[] = [];
    for (const [name, { server, asker }] of scenes)
      ends.push(await endsOf(`under ${name}`, server, asker.acknowledged()));
    return outcomeOf(
      comparisonOf(
        lines.map(({ line }) => line),
        pairs,
        ends,
      ),
      options,
    );
  } finally {
    for (const { idle, server } of scenes.values()) {
      idle.close();
      await server.dispose();
    }
  }
}

async function sceneOf(options: Options, folder: string, idle: number): Promise<Scene> {
  const contestant = logoutd(options.contract);
  const server = await startServer(contestant, folder);
  return { server, idle: keepIdle(server.port, idle), asker: askerOf(contestant, server, options) };
}

const outcomeOf = (comparison: Comparison, { questions }: Options): Outcome => ({
  section: {
    title: 'Connections',
    paragraphs: [
      `logoutd under few and many connections, each with one request under way, and under 32 beside 2000 that have asked before and are silent. All take turns in one run, each on a server of its own. Shares are those of ${USUAL.name} connections, so a p99 of 1.5 times theirs is a share of 0.66; that of 2000 is what it is to wait for 1999 others, and to be accepted: all of them connect when the round begins.`,
      endsIn(comparison),
    ],
    tables: pairTables(comparison),
    explanations: [],
    charts: ownCharts('connections', comparison, questions),
  },
  result: comparison,
});
