import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/**
 * Prints every skipped test with its reason, the note of `ctx.skip(reason)`. With LOGOUTD_NO_SKIPS=1, as in CI, a run
 * that skips anything fails: there a test that cannot run has proven nothing, and nobody would notice.
 */
export default class NoSkipsReporter implements Reporter {
  #selective = false;

  onInit(vitest: Vitest): void {
    // With `-t`, all other tests are skipped because somebody asked for it.
    this.#selective = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#selective) return;
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    if (skipped.length === 0) return;
    console.log(`Skipped:\n${skipped.map(line).join('\n')}`);
    if (process.env['LOGOUTD_NO_SKIPS'] !== '1') return;
    console.log(`The run fails, since LOGOUTD_NO_SKIPS=1 allows no skipped tests.`);
    process.exitCode = 1;
  }
}

function line(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return `  ${test.module.relativeModuleId} > ${test.fullName}: ${note ?? 'no reason given'}`;
}
