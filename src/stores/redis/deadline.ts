/** How long a call may take in all, its retries included. */

export const OPERATION_MS = 1500;

export class Deadline {
  readonly #atMs: number;

  constructor(withinMs: number = OPERATION_MS) {
    this.#atMs = performance.now() + withinMs;
  }

  get leftMs(): number {
    return Math.max(0, this.#atMs - performance.now());
  }

  /** What `work` gives, or what `late` gives once the time is up; nobody hears of `work` then. */
  async within<R>(work: Promise<R>, late: () => Error): Promise<R> {
    let timer: NodeJS.Timeout | undefined;
    const up = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), this.leftMs);
    });
    try {
      return await Promise.race([work, up]);
    } finally {
      clearTimeout(timer);
    }
  }
}
