import type { Reporter, TestModule } from 'vitest/node';

/** Says how many secrets were looked for, and in how much. What was found has failed its test file. */
export default class CanaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const reports = modules.flatMap((module) => module.meta().canaries ?? []);
    const sum = (of: 'canaries' | 'lookedThroughBytes'): number =>
      reports.reduce((total, report) => total + report[of], 0);
    const places = new Set(reports.flatMap(({ found }) => found)).size;
    const megabytes = (sum('lookedThroughBytes') / 1e6).toFixed(1);
    console.log(
      `Canaries: ${sum('canaries')} secrets looked for in ${megabytes} MB of answers, logs, metrics and stores; found in ${places} places.`,
    );
  }
}
