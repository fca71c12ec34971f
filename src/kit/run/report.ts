/** What became of the rows: a line each for people, with what was wrong below it, and their sum. */
import { hintsOf } from './hints.ts';
import type { Result } from './judge.ts';

export const titleOf = ({ key, when }: Result): string => (when === null ? key : `${key}, when ${when}`);

/** One row, with what was wrong or why it was skipped below it. */
export function lineOf(result: Result): string {
  const { contract, verdict } = result;
  const first = `${verdict.kind.padEnd(8)} ${contract.padEnd(11)} ${titleOf(result)}`;
  return [first, ...belowOf(verdict).map((line) => `         ${line}`)].join('\n');
}

/** What was wrong, asked and answered; why it was skipped; nothing. */
export function belowOf(verdict: Result['verdict']): readonly string[] {
  if (verdict.kind === 'passed') return [];
  if (verdict.kind === 'skipped') return [verdict.reason];
  const { faults, exchange } = verdict;
  if (exchange === null) return faults;
  const { method, url, status, body } = exchange;
  return [...faults, `${method} ${url}`, `answered ${status}${body === '' ? ' without a body' : ` ${body}`}`];
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

/** How many rows an option would have brought about. */
export const wantingOf = (results: readonly Result[]): number =>
  results.filter(({ verdict }) => verdict.kind === 'skipped' && verdict.isForWant).length;

export function summaryOf(results: readonly Result[]): string {
  const { passed, failed, skipped } = totalsOf(results);
  return [`${passed} passed, ${failed} failed, ${skipped} skipped`, ...hintsOf(results)].join('\n');
}
