/** What may be behind the failures of a run, seen from all of them together. */
import type { Result } from './judge.ts';

export function hintsOf(results: readonly Result[]): readonly string[] {
  const failures = results.flatMap(({ verdict }) => (verdict.kind === 'failed' ? [verdict] : []));
  const faults = failures.flatMap((one) => one.faults);
  const undeclared = faults.flatMap((fault) => /^header (\S+) is not declared$/.exec(fault)?.[1] ?? []);
  const answered = failures.flatMap(({ exchange }) => (exchange === null ? [] : [exchange.status]));
  const [status, ...others] = new Set(answered);
  const isAllAlike =
    status !== undefined &&
    others.length === 0 &&
    answered.length > 1 &&
    !results.some(({ verdict }) => verdict.kind === 'passed');
  return [
    ...(faults.some((fault) => fault.startsWith('status 429,'))
      ? ['Some met a limit: raise it for the run, or give --limit.']
      : []),
    ...(undeclared.length > 0
      ? [`Where it is a proxy that adds ${[...new Set(undeclared)].join(', ')}: --allow-header NAME.`]
      : []),
    ...(isAllAlike
      ? [
          `Every answer was ${status}: is this the server that is meant, and has --target the path that it lives under?`,
        ]
      : []),
  ];
}
