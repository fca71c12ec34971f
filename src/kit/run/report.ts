/** What became of the rows: a line each for people, and JUnit for programs. */
import type { Result } from './judge.ts';

const titleOf = ({ key, when }: Result): string => (when === null ? key : `${key}, when ${when}`);

/** One row, with what was wrong or why it was skipped below it. */
export function lineOf(result: Result): string {
  const { contract, verdict } = result;
  const below =
    verdict.kind === 'failed' ? verdict.faults : verdict.kind === 'skipped' ? [verdict.reason] : [];
  const first = `${verdict.kind.padEnd(8)} ${contract.padEnd(11)} ${titleOf(result)}`;
  return [first, ...below.map((line) => `         ${line}`)].join('\n');
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function totalsOf(results: readonly Result[]): Totals {
  const count = (kind: Result['verdict']['kind']): number =>
    results.filter(({ verdict }) => verdict.kind === kind).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

export function summaryOf(results: readonly Result[]): string {
  const { passed, failed, skipped } = totalsOf(results);
  const limited = results.some(
    ({ verdict }) =>
      verdict.kind === 'failed' && verdict.faults.some((fault) => fault.startsWith('status 429,')),
  );
  const hint = limited ? '\nSome met a limit: raise it for the run, or give --limit.' : '';
  return `${passed} passed, ${failed} failed, ${skipped} skipped${hint}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write these.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '').replace(FORBIDDEN, '\ufffd');

export function junitOf(results: readonly Result[]): string {
  const { failed, skipped } = totalsOf(results);
  const cases = results.map((result) => {
    const { contract, verdict } = result;
    const inside =
      verdict.kind === 'failed'
        ? `<failure message="${escaped(verdict.faults[0] ?? '')}">${escaped(verdict.faults.join('\n'))}</failure>`
        : verdict.kind === 'skipped'
          ? `<skipped message="${escaped(verdict.reason)}"/>`
          : '';
    return `  <testcase classname="${contract}" name="${escaped(titleOf(result))}">${inside}</testcase>`;
  });
  const head = `<testsuite name="contract" tests="${results.length}" failures="${failed}" skipped="${skipped}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${cases.join('\n')}\n</testsuite>\n`;
}
