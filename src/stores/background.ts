/** Work that goes on in steps behind the requests, until it is done. */

/** It rests for so many times as long as each step took, so that others have most of the time. */
const REST = 2;
const LEAST_REST_MS = 1;
const AFTER_FAILURE_MS = 1000;
const SETTLED_WITHIN_MS = 1000;

export class Background {
  /** Resolves to whether that was the last. */
  readonly #step: () => Promise<boolean>;
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  #stopped = false;

  constructor(step: () => Promise<boolean>) {
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
      for (let isLast = false; !isLast && !this.#stopped; ) {
        const begunMs = performance.now();
        let restMs: number;
        try {
          isLast = await this.#step();
          restMs = isLast ? 0 : Math.max(LEAST_REST_MS, REST * (performance.now() - begunMs));
        } catch {
          restMs = AFTER_FAILURE_MS;
        }
        if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs).unref());
      }
    }
    // At once: who starts it after the last look must not take it for running.
    this.#running = null;
  }
}
