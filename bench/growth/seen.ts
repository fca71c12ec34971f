/** What growth did. */
import type { Comparison } from '../comparison.ts';
import type { Memory } from '../modes/memory.ts';
import type { CleanUp } from './clean-up.ts';
import type { Start } from './starts.ts';

/** What was seen of one store, but for its part in the comparison. */
export interface Seen {
  readonly ended: number;
  /** Of the file, as it was filled. */
  readonly bytes: number;
  readonly starts: readonly Start[];
  readonly memory: readonly Memory[];
  readonly cleanUp: Pick<CleanUp, 'forgotten' | 'left'>;
}
export interface Growth {
  readonly seen: readonly Seen[];
  /** Of the sizes among each other, taking turns. */
  readonly comparison: Comparison;
  /** Of rounds during clean-up with those before it. */
  readonly cleanUp: Comparison;
}
