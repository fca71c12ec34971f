/** Contestants taking turns, as long and as often as the command line says. */
import { type Comparison, compare, type Plan } from '../comparison.ts';
import type { Options } from '../options.ts';
import { sayRound } from './progress.ts';

export const compareInTurns = (
  options: Options,
  who: Pick<Plan, 'folder' | 'contestants' | 'pairs'>,
): Promise<Comparison> =>
  compare(
    { ...options, ...who, requests: null, warmUpSeconds: 2 * options.seconds },
    sayRound(options.rounds),
  );
