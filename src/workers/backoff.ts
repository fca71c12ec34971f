/** When a worker that has ended is replaced: at once almost, but ever later where one after the other ends early. */

const FIRST_MS = 100;
const LONGEST_MS = 30_000;
/** Who has served for that long has not ended early. */
const SETTLED_MS = 10_000;

export class Backoff {
  #early = 0;

  /** @param servedMs for how long the worker has served; 0 where it never did */
  pauseMs(servedMs: number): number {
    if (servedMs >= SETTLED_MS) this.#early = 0;
    const pauseMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#early);
    this.#early = Math.min(this.#early + 1, 20);
    return pauseMs;
  }
}
