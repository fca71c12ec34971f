/** The rooms whose unit tests are judged by mutants that Stryker makes. */
export const rooms = ['sessions', 'tokens', 'contracts'] as const;
export type Room = (typeof rooms)[number];

/** How many of 100 mutants of a room its tests have to catch. */
export const LEAST_SCORE = 90;
