/** Rounds with figures of a test's own. */
import type { Round } from '../../bench/load/round.ts';

export const roundOf = (figures: Partial<Round>): Round => ({
  acknowledged: 1000,
  elapsedMs: 1000,
  perSecond: 1000,
  cpuMicroseconds: 100,
  disturbance: 0.1,
  p50Ms: 1,
  p99Ms: 2,
  p999Ms: 3,
  clientLoad: 0.2,
  ...figures,
});
