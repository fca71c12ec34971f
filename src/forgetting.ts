/** Background removal of what need not be remembered or kept any longer, in steps so small that no request waits. */
import type { Settings } from './config/settings.ts';
import type { Logger } from './observe/log.ts';
import type { SessionStore } from './sessions/store.ts';

export const STEP = 200;
const LEAST_PAUSE_BETWEEN_STEPS_MS = 50;
/** A pause is so many times as long as the step before it: a large store takes a fifth of the time at most. */
const PAUSE_TIMES = 4;
const PAUSE_BETWEEN_ROUNDS_MS = 60_000;
/** Long enough for a machine that starts with a wrong clock to have set it. */
const FIRST_ROUND_AFTER_MS = 10 * 60_000;

/** Milliseconds, as is what the step took. */
export const pauseAfter = (tookMs: number): number =>
  Math.max(LEAST_PAUSE_BETWEEN_STEPS_MS, PAUSE_TIMES * tookMs);

export interface ForgettingDeps {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds that only ever grow, like `performance.now`. */
  readonly elapsed: () => number;
  /** Infinity: the log is kept whole. */
  readonly logRetentionMs: number;
  readonly onError: (error: unknown) => void;
}

/** By this machine's clock. */
export const forgettingOf = (store: SessionStore, { logRetentionMs }: Settings, log: Logger) =>
  forgetting(store, {
    now: Date.now,
    logRetentionMs,
    elapsed: () => performance.now(),
    onError: (err) => log.error({ err }, 'forgetting failed'),
  });

/**
 * A clock that jumps ahead must not make the store forget what is still needed, since that cannot be undone:
 * the time to forget by is the least that the clock has ever claimed, plus what has really passed since.
 */
export function forgetting(store: SessionStore, deps: ForgettingDeps): { stop(): Promise<void> } {
  let stopped = false;
  let step: Promise<void> = Promise.resolve();
  let leastOffsetMs = deps.now() - deps.elapsed();
  let timer = schedule(FIRST_ROUND_AFTER_MS);

  function schedule(pauseMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      step = run();
    }, pauseMs).unref();
  }

  function trustedNowMs(): number {
    const elapsedMs = deps.elapsed();
    leastOffsetMs = Math.min(leastOffsetMs, deps.now() - elapsedMs);
    return leastOffsetMs + elapsedMs;
  }

  async function run(): Promise<void> {
    let more = false;
    const begunMs = deps.elapsed();
    try {
      const nowMs = trustedNowMs();
      const forgotten = await store.forget(nowMs, STEP);
      const trimmed = stopped ? 0 : await store.trimLog(nowMs - deps.logRetentionMs, STEP);
      more = forgotten === STEP || trimmed === STEP;
    } catch (error) {
      deps.onError(error);
    }
    if (stopped) return;
    timer = schedule(more ? pauseAfter(deps.elapsed() - begunMs) : PAUSE_BETWEEN_ROUNDS_MS);
  }

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await step;
    },
  };
}
