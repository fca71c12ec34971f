/** What came of a run, out of the report that Schemathesis left, as a row for people and for `.ci/run`. */
import { readFileSync } from 'node:fs';
import type { Document } from './options.ts';

export interface Row {
  readonly document: Document;
  readonly operations: number;
  readonly cases: number;
  /** How many of the operations' generated cases they let in: what is never let in is hardly judged. */
  readonly accepted: number;
  /** A run that ended badly without naming a failure counts as one. */
  readonly failures: number;
}

interface Report {
  readonly exit_code: number;
  readonly complete: boolean;
  readonly operations: { readonly tested: number; readonly selected: number };
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly unknown[];
  readonly errors: readonly unknown[];
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { readonly accepted: number }>>>>;
}

/** `status`: what the run ended with. A run that left no report has judged nothing. */
export function rowOf(document: Document, file: string, status: number | null): Row {
  const report = readReport(file);
  if (report === undefined) return { document, operations: 0, cases: 0, accepted: 0, failures: 1 };
  const { operations, test_cases, failures, errors, valid_rates, complete, exit_code } = report;
  const fine = status === 0 && exit_code === 0 && complete && operations.tested === operations.selected;
  const phases = Object.values(valid_rates).flatMap((rates) => Object.values(rates));
  return {
    document,
    operations: operations.tested,
    cases: test_cases.generated,
    accepted: phases.reduce((sum, { accepted }) => sum + accepted, 0),
    failures: fine ? 0 : Math.max(1, failures.length + errors.length),
  };
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** The rows with their heading and their sum. */
export function tableOf(rows: readonly Row[]): string {
  const sum = (name: 'operations' | 'cases' | 'accepted' | 'failures') =>
    rows.reduce((total, row) => total + row[name], 0);
  const lines = [
    ['document', 'operations', 'cases', 'accepted', 'failures'],
    ...rows.map((row) => [row.document, row.operations, row.cases, row.accepted, row.failures]),
    ['all', sum('operations'), sum('cases'), sum('accepted'), sum('failures')],
  ];
  return lines
    .map(([name, ...figures]) => [String(name).padEnd(10), ...figures.map((one) => String(one).padStart(11))])
    .map((cells) => cells.join(''))
    .join('\n');
}
