/** What two stores hold, counted and summed up on both sides. */
import { createHash } from 'node:crypto';
import { DIGEST_LENGTH } from '../../stores/archive/records.ts';

export interface Summed {
  readonly count: number;
  /** SHA-256, in hex, of the SHA-1 of each record, in their order. */
  readonly checksum: string;
}

export class Sum {
  readonly #hash = createHash('sha256');
  #count = 0;

  /** As `Digests` has them. */
  add(digests: string): void {
    this.#hash.update(digests, 'hex');
    this.#count += digests.length / DIGEST_LENGTH;
  }

  summed(): Summed {
    return { count: this.#count, checksum: this.#hash.digest('hex') };
  }
}

/** How many are on one side only. One that is on both, but not the same, counts once. */
export function countDiffering(one: string, other: string): number {
  if (one === other) return 0;
  const [ones, others] = [apart(one), apart(other)];
  return Math.max(countMissing(ones, others), countMissing(others, ones));
}

function countMissing(ones: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...ones].filter((digest) => !others.has(digest)).length;
}

const apart = (digests: string): ReadonlySet<string> => new Set(digests.match(/.{40}/g) ?? []);
