/** How far it is, for whoever waits. */
export const sayRound =
  (rounds: number) =>
  (round: number): void =>
    console.error(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
