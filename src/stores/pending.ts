/**
 * Large cut-offs, as stores keep them. In the step that makes one, only a note of it is written: from then on each session
 * that it selects, and that was written before it, is shown as ended. In the background the ends are then put on
 * record, a few at a time, and the note goes. Nobody can tell the difference, but by how long it takes.
 */
import type { Change } from '../sessions/store.ts';

export type CutOffChange = Extract<Change, { kind: 'cut-off' }>;

export interface CutOffSteps {
  /** In sessions: a cut-off of a scope that has no more without an end is done at once. */
  readonly atOnce: number;
  /** How many a step of the background looks at. */
  readonly perStep: number;
}

export const CUT_OFF_STEPS: CutOffSteps = { atOnce: 200, perStep: 100 };

/** How many active sessions large cut-offs end, as they were counted before: that takes longer than anybody may be held up. */
export class Counts {
  readonly #known = new Map<string, number>();

  of(change: CutOffChange): number | undefined {
    return this.#known.get(keyOf(change));
  }

  set(change: CutOffChange, count: number): void {
    this.#known.set(keyOf(change), count);
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }
}

/** An update was not made: it has a large cut-off, whose sessions are to be counted first. */
export class Uncounted {
  readonly change: CutOffChange;

  constructor(change: CutOffChange) {
    this.change = change;
  }
}

/** Attempts it until all is counted that has to be. */
export async function counting<R>(
  attempt: (counts: Counts) => Promise<R | Uncounted>,
  count: (change: CutOffChange) => Promise<number>,
  counts: Counts,
): Promise<R> {
  for (;;) {
    const result = await attempt(counts);
    if (!(result instanceof Uncounted)) return result;
    counts.set(result.change, await count(result.change));
  }
}

export const isCutOff = (change: Change): change is CutOffChange => change.kind === 'cut-off';

/** The moment at which it is made may be another when it is attempted again. */
const keyOf = ({ made, sessionsUpToMs }: CutOffChange): string =>
  JSON.stringify([made.scope, made.exceptSessionId, sessionsUpToMs]);
