/** Where the soak's clients seem to come from: it is what the limits count by. */
import type { Chance } from '../random.ts';

/**
 * A quarter comes from an address that was never seen, so that the table of addresses has something to forget.
 * Not at the tenant contract: its window is an hour, and the table would grow for all of it, as it should.
 */
export function addressOf(random: Chance, fromKnown: boolean): string {
  if (!fromKnown && random.below(4) === 0) {
    const groups = Array.from({ length: 4 }, () => random.below(0x10000).toString(16));
    return `2001:db8:${groups.join(':')}::1`;
  }
  return `10.0.${random.below(16)}.${random.below(256)}`;
}
