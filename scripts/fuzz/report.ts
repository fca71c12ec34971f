/** What came of a run, out of the report that Schemathesis left, as a row for people and for `.ci/run`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './schemathesis.ts';

export interface Row {
  /** The name of the run. */
  readonly run: string;
  readonly operations: number;
  readonly cases: number;
  /** How many of the operations' generated cases they let in: what is never let in is hardly judged. */
  readonly accepted: number;
  /** Chains of requests that go on with what the answers said. Only the report for people counts them. */
  readonly chains: number;
  /** A run that ended badly without naming a failure counts as one. */
  readonly failures: number;
}

interface Report {
  readonly exit_code: number;
  readonly complete: boolean;
  readonly operations: { readonly tested: number; readonly selected: number };
  readonly test_cases: { readonly generated: number };
  /** One for each kind, with how many there are of it. */
  readonly failures: readonly { readonly count?: number }[];
  readonly errors: readonly unknown[];
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { readonly accepted: number }>>>>;
}

/**
 * Out of the reports in the folder, and `status`, what the run ended with. A run that left no report has judged
 * nothing.
 */
export function rowOf({ name, phases }: Run, folder: string, status: number | null): Row {
  const report = readReport(join(folder, `${name}.json`));
  if (report === undefined)
    return { run: name, operations: 0, cases: 0, accepted: 0, chains: 0, failures: 1 };
  const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
  const { operations, test_cases, failures, errors, valid_rates, complete, exit_code } = report;
  // Where a chain can begin is for Schemathesis to say.
  const isOfChains = phases.includes('stateful');
  const fine =
    status === 0 && exit_code === 0 && complete && (operations.tested === operations.selected || isOfChains);
  const rates = Object.values(valid_rates).flatMap((one) => Object.values(one));
  return {
    run: name,
    operations: operations.tested,
    cases: test_cases.generated,
    accepted: rates.reduce((sum, { accepted }) => sum + accepted, 0),
    chains: Number(/^ +Scenarios: +(\d+)$/m.exec(text)?.[1] ?? 0),
    failures: fine ? 0 : Math.max(1, failuresIn(failures) + errors.length),
  };
}

const failuresIn = (kinds: Report['failures']): number =>
  kinds.reduce((sum, { count = 1 }) => sum + count, 0);

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

const figures = ['operations', 'cases', 'accepted', 'chains', 'failures'] as const;

/** The rows with their heading and their sum. */
export function tableOf(rows: readonly Row[]): string {
  const sum = (name: (typeof figures)[number]) => rows.reduce((total, row) => total + row[name], 0);
  const lines = [
    ['run', ...figures],
    ...rows.map((row) => [row.run, ...figures.map((name) => row[name])]),
    ['all', ...figures.map(sum)],
  ];
  return lines
    .map(([name, ...cells]) => [String(name).padEnd(14), ...cells.map((one) => String(one).padStart(11))])
    .map((cells) => cells.join(''))
    .join('\n');
}
