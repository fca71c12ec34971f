/** What V8 wrote down of a process that ran with `--cpu-prof`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, type Stage, stageOf } from './stages.ts';

/** As the DevTools protocol has it, `Profiler.Profile`. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Place;
    readonly children?: readonly number[];
  }[];
  /** Microseconds of the machine's monotonic clock, as `process.hrtime` has it in any process. */
  readonly startTime: number;
  /** Ids of nodes. */
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

export function readProfile(folder: string): CpuProfile {
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) throw new Error(`no profile in ${folder}`);
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
}

/** Microseconds of the machine's monotonic clock. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const clockMicroseconds = (): number => Number(process.hrtime.bigint() / 1000n);

/** How long each stage ran in that time, in microseconds. */
export function timeOfStages(profile: CpuProfile, { from, until }: Span): ReadonlyMap<Stage, number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const known = new Map<number, Stage | null>();
  const stageOfNode = (id: number): Stage | null => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const way: Place[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = nodes.get(at);
      if (node !== undefined) way.push(node.callFrame);
    }
    const stage = stageOf(way);
    known.set(id, stage);
    return stage;
  };
  const times = new Map<Stage, number>();
  let at = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    const delta = profile.timeDeltas[index] ?? 0;
    at += delta;
    const stage = at < from || at > until ? null : stageOfNode(id);
    if (stage !== null) times.set(stage, (times.get(stage) ?? 0) + delta);
  }
  return times;
}
