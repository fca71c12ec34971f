/**
 * Waiting for a database that another process has locked. SQLite's own waiting would hold up the whole process; so it is
 * asked again and again, and in between all else goes on.
 */

/** How long a lock is waited for. */
const LOCKED_MS = 1500;
/** Until it is asked again. */
export const PAUSE_MS = 1;
const SQLITE_BUSY = 5;

export class Patience {
  readonly #untilMs = performance.now() + LOCKED_MS;

  /** Whether it failed since another process has the database locked, and there is time left to wait. */
  has(error: unknown): boolean {
    return isBusy(error) && performance.now() < this.#untilMs;
  }
}

/** Resolves to what `work` gives once it finds the database free. */
export async function whenFree<R>(work: () => R): Promise<R> {
  let patience: Patience | null = null;
  for (;;) {
    try {
      return work();
    } catch (error) {
      patience ??= new Patience();
      if (!patience.has(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Extended codes have it in their last byte. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === SQLITE_BUSY;
