/**
 * Loaded into logoutd before its own code: clean-up begins at SIGUSR2, and not ten minutes after the start. All else of it
 * is as it is.
 */
const BEGINS_AFTER_MS = 10 * 60_000;

globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
  apply(setTimeout, self, [callback, ms, ...rest]: [() => void, number, ...unknown[]]) {
    const timer: NodeJS.Timeout = Reflect.apply(setTimeout, self, [callback, ms, ...rest]);
    if (ms === BEGINS_AFTER_MS) {
      process.once('SIGUSR2', () => {
        clearTimeout(timer);
        callback();
      });
    }
    return timer;
  },
});
