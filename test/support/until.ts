/** Waiting for what happens elsewhere: a condition, looked at again and again, and a deadline. */
import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE_MS = 10_000;

/** Resolves to the first result that is not `undefined` or `false`. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs: number = DEADLINE_MS,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await pause(10);
  }
}

/** Resolves early in a second of the clock, so that what follows happens within it; `iat` counts whole seconds. */
export function startOfSecond(): Promise<number> {
  return until('a second begins', () => Date.now() % 1000 < 150 && Math.floor(Date.now() / 1000));
}

/** Resolves in a later second than this one. */
export async function afterSecond(second: number): Promise<void> {
  await until('the second has passed', () => Math.floor(Date.now() / 1000) > second);
}
