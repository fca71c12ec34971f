/** All mutants, by what they break. */
import { edge } from './edge.ts';
import type { Mutant } from './mutant.ts';

export const lists: Readonly<Record<string, readonly Mutant[]>> = { edge };
