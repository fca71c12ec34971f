/** What was most likely meant by a name that is none. */

/** A slip or two; in a short name one, since two would make it another. */
const MOST_SLIPS = 2;
const CHARACTERS_A_SLIP = 3;

/** `null`: nothing is near, or several are equally so, which would be a guess. */
export function nearest(name: string, known: readonly string[]): string | null {
  const most = Math.min(MOST_SLIPS, Math.floor(name.length / CHARACTERS_A_SLIP));
  const slips = known.map((one) => slipsBetween(name, one));
  const least = Math.min(...slips);
  const [found, ...others] = known.filter((_, at) => slips[at] === least);
  return found === undefined || others.length > 0 || least > most ? null : found;
}

/** Characters that were added, left out, mistaken, or swapped with the next (optimal string alignment). */
function slipsBetween(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const [typed, meant] = [one[row - 1], other[at - 1]];
      const [above, left, diagonal] = [last[at] ?? 0, current[at - 1] ?? 0, last[at - 1] ?? 0];
      const isSwapped = row > 1 && at > 1 && typed === other[at - 2] && one[row - 2] === meant;
      current.push(
        Math.min(
          above + 1,
          left + 1,
          diagonal + (typed === meant ? 0 : 1),
          isSwapped ? (before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, last] = [last, current];
  }
  return last[other.length] ?? 0;
}
