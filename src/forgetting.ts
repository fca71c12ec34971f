/** Background removal of what need not be remembered any longer, in steps so small that no request waits. */
import type { SessionStore } from './sessions/store.ts';

const STEP = 200;
const PAUSE_BETWEEN_STEPS_MS = 50;
const PAUSE_BETWEEN_ROUNDS_MS = 60_000;

export function forgetting(
  store: SessionStore,
  deps: { readonly now: () => number; readonly onError: (error: unknown) => void },
): { stop(): Promise<void> } {
  let stopped = false;
  let step: Promise<void> = Promise.resolve();
  let timer = schedule(PAUSE_BETWEEN_STEPS_MS);

  function schedule(pauseMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      step = run();
    }, pauseMs).unref();
  }

  async function run(): Promise<void> {
    let more = false;
    try {
      more = (await store.forget(deps.now(), STEP)) === STEP;
    } catch (error) {
      deps.onError(error);
    }
    if (!stopped) timer = schedule(more ? PAUSE_BETWEEN_STEPS_MS : PAUSE_BETWEEN_ROUNDS_MS);
  }

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await step;
    },
  };
}
