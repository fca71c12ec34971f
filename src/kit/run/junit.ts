/** The results as JUnit, which CI services read. */
import { escaped } from '../xml.ts';
import type { Result } from './judge.ts';
import { belowOf, titleOf, totalsOf } from './report.ts';

export function junitOf(results: readonly Result[]): string {
  const { failed, skipped } = totalsOf(results);
  const cases = results.map(
    (result) =>
      `  <testcase classname="${result.contract}" name="${escaped(titleOf(result))}">${insideOf(result)}</testcase>`,
  );
  const head = `<testsuite name="contract" tests="${results.length}" failures="${failed}" skipped="${skipped}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${cases.join('\n')}\n</testsuite>\n`;
}

function insideOf({ verdict }: Result): string {
  if (verdict.kind === 'passed') return '';
  if (verdict.kind === 'skipped') return `<skipped message="${escaped(verdict.reason)}"/>`;
  const all = belowOf(verdict).join('\n');
  return `<failure message="${escaped(verdict.faults[0] ?? '')}">${escaped(all)}</failure>`;
}
