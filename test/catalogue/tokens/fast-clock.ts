/** A calendar that runs fast, by faketime, for a server whose timers are left as they are. */
import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/**
 * The environment of a program for which a minute passes within a second. It is what `faketime` gives to a program
 * that it starts; started by it the server would outlive a signal to `faketime`.
 */
export function fastClock(context: TestContext): Readonly<Record<string, string>> {
  const { status, stdout } = spawnSync('faketime', ['--exclude-monotonic', '-f', '+0 x60', 'env']);
  if (status !== 0) context.skip('there is no faketime on this machine');
  const lines = stdout
    .toString()
    .split('\n')
    .filter((line) => /^(?:LD_PRELOAD|FAKETIME(?!_SHARED))/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
