/** Places in their order. */
import type { Place, Stretch } from '../../archive/archive.ts';
import { comparePlaces } from '../../archive/records.ts';

export class Places {
  readonly #sorted: Place[];

  constructor(places: readonly Place[]) {
    this.#sorted = places.toSorted(comparePlaces);
  }

  /** Those of a stretch, and whether nothing of it lies behind. */
  within({ after, upTo, limit }: Stretch): readonly [places: readonly Place[], atEnd: boolean] {
    const from = after === null ? 0 : this.#countUpTo(after);
    const to = upTo === null ? this.#sorted.length : this.#countUpTo(upTo);
    return [this.#sorted.slice(from, Math.min(to, from + limit)), from + limit >= to];
  }

  add(place: Place): void {
    const at = this.#countUpTo(place);
    const before = this.#sorted[at - 1];
    if (before === undefined || comparePlaces(before, place) !== 0) this.#sorted.splice(at, 0, place);
  }

  remove(place: Place): void {
    const at = this.#countUpTo(place) - 1;
    const there = this.#sorted[at];
    if (there !== undefined && comparePlaces(there, place) === 0) this.#sorted.splice(at, 1);
  }

  /** How many are not behind this one. */
  #countUpTo(place: Place): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (comparePlaces(this.#sorted[middle] ?? [], place) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
