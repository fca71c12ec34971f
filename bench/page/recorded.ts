/** What a JSON file in docs/benchmarks holds. */
import type { Surroundings } from '../machine.ts';
import type { Outcome } from '../section.ts';

export interface Recorded extends Surroundings, Outcome {
  /** ISO 8601, when it began. */
  readonly measuredAt: string;
  /** The command line's, all of them. */
  readonly settings: Readonly<Record<string, unknown>>;
}
