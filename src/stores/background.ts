/** Work that goes on in steps behind the requests, until it is done. */

/** It rests for so many times as long as each step took, so that others have most of the time. */
const REST = 2;
const LEAST_REST_MS = 1;
const LATER_MS = 1000;
const SETTLED_WITHIN_MS = 1000;

/** What comes after a step. `later`: nothing was done, since the time is bad. */
export type Next = 'more' | 'nothing' | 'later';

export class Background {
  readonly #step: () => Promise<Next>;
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  #stopped = false;

  constructor(step: () => Promise<Next>) {
    this.#step = step;
  }

  /** There is work, or there may be. */
  start(): void {
    this.#isAskedAgain = true;
    if (this.#stopped) return;
    this.#running ??= this.#run();
  }

  /** Resolves once nothing is left to do, or that takes too long. */
  async settled(withinMs = SETTLED_WITHIN_MS): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([this.#running, late]);
    clearTimeout(timer);
  }

  stop(): void {
    this.#stopped = true;
  }

  /** A step that fails is tried again: nothing depends on when it is done. */
  async #run(): Promise<void> {
    while (this.#isAskedAgain && !this.#stopped) {
      this.#isAskedAgain = false;
      for (let next: Next = 'more'; next !== 'nothing' && !this.#stopped; ) {
        const begunMs = performance.now();
        next = await this.#step().catch(() => 'later' as const);
        const tookMs = performance.now() - begunMs;
        if (next !== 'nothing')
          await rest(next === 'later' ? LATER_MS : Math.max(LEAST_REST_MS, REST * tookMs));
      }
    }
    // At once: who starts it after the last look must not take it for running.
    this.#running = null;
  }
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
