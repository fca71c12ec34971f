/** All mutants, by what they break. */
import { documents } from './documents.ts';
import { edge } from './edge.ts';
import type { Mutant } from './mutant.ts';
import { rules } from './rules.ts';
import { server } from './server.ts';
import { workers } from './workers.ts';

export const lists: Readonly<Record<string, readonly Mutant[]>> = { edge, server, rules, documents, workers };
