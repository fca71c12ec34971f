/** The ledger: every (operation, status, media type) of the documents, and what has answered it. */
import type { Contract, Declared } from '../../src/kit/documents.ts';
import { scenarios } from '../../src/kit/rows/table.ts';
import { escaped } from '../../src/kit/xml.ts';
import type { Difference, Shape } from './sides.ts';

export interface Entry {
  readonly contract: Contract;
  /** Operation, status, media type. */
  readonly what: string;
  /** Answers of each side in the contract tests. */
  readonly mock: number;
  readonly server: number;
  /** Answers of real servers in the whole run, whatever the test was about. */
  readonly wire: number;
}

/** A declaration that no request can bring about, and why. */
export interface Exception {
  readonly what: string;
  readonly reason: string;
}

const whatOf = (one: Pick<Declared, 'operationId' | 'status' | 'mediaType'>): string =>
  [one.operationId, one.status, one.mediaType].filter((part) => part !== null).join(' ');

export function entriesOf(
  declarations: readonly Declared[],
  shapes: readonly Shape[],
  answers: readonly Readonly<Record<string, number>>[],
): readonly Entry[] {
  const all = new Map(declarations.map((one) => [whatOf(one), one.contract]));
  return [...all].map(([what, contract]) => {
    const own = shapes.filter(({ key }) => key === what || key.startsWith(`${what} `));
    return {
      contract,
      what,
      mock: own.filter(({ driver }) => driver === 'mock').length,
      server: own.filter(({ driver }) => driver === 'server').length,
      wire: answers.reduce((sum, one) => sum + (one[what] ?? 0), 0),
    };
  });
}

export function exceptionsOf(): readonly Exception[] {
  return scenarios.flatMap((row) =>
    'unreachable' in row ? [{ what: whatOf(row), reason: row.unreachable }] : [],
  );
}

/** A sentence for each gap. */
export function failuresOf(
  entries: readonly Entry[],
  exceptions: readonly Exception[],
  differences: readonly Difference[],
): readonly string[] {
  const excused = new Set(exceptions.map(({ what }) => what));
  return [
    ...entries.flatMap(({ what, mock }) => (mock > 0 ? [] : [`The mock has not answered ${what}.`])),
    ...entries.flatMap(({ what, server }) =>
      server > 0 || excused.has(what) ? [] : [`The server has not answered ${what}.`],
    ),
    ...entries.flatMap(({ what, wire }) =>
      wire > 0 && excused.has(what)
        ? [`${what} was answered, though it is said that nothing brings it about.`]
        : [],
    ),
    ...differences.map((one) => `Mock and server differ: ${one.key}, ${one.in} ${one.mock || one.server}.`),
  ];
}

/** For people: a line for each contract and side, and all that is not as it should be. */
export function tableOf(
  entries: readonly Entry[],
  exceptions: readonly Exception[],
  differences: readonly Difference[],
  undeclared: readonly string[],
): string {
  const wire = entries.reduce((sum, one) => sum + one.wire, 0);
  return [
    'Ledger of declared answers (operation, status, media type), and the answers that each has had:',
    `${'contract'.padEnd(12)}${'operation'.padEnd(25)}${'status'.padEnd(8)}${'media type'.padEnd(26)}${'mock'.padStart(5)}${'server'.padStart(8)}${'wire'.padStart(9)}`,
    ...entries.map(({ contract, what, mock, server, wire: count }) => {
      const [operation = '', status = '', mediaType = 'none'] = what.split(' ');
      return `${contract.padEnd(12)}${operation.padEnd(25)}${status.padEnd(8)}${mediaType.padEnd(26)}${String(mock).padStart(5)}${String(server).padStart(8)}${String(count).padStart(9)}`;
    }),
    ...exceptions.map(({ what, reason }) => `Excepted: ${what}. ${reason}`),
    `${entries.length} declared, ${entries.filter(({ mock }) => mock > 0).length} answered by the mock, ${entries.filter(({ server }) => server > 0).length} by the server, ${exceptions.length} excepted; ${wire} answers on the wire, ${undeclared.length} undeclared.`,
    differences.length === 0
      ? 'Parity: mock and server agree in every status, media type, header and member.'
      : `Parity: mock and server differ in ${differences.length} places; see reports/parity.json.`,
  ].join('\n');
}

/** JUnit: a case for each declaration and side. */
export function junitOf(entries: readonly Entry[], exceptions: readonly Exception[]): string {
  const reasons = new Map(exceptions.map(({ what, reason }) => [what, reason]));
  const cases = entries.flatMap(({ contract, what, mock, server }) =>
    (['mock', 'server'] as const).map((side) => {
      const answered = { mock, server }[side] > 0;
      const reason = side === 'server' ? reasons.get(what) : undefined;
      const content = answered
        ? ''
        : reason === undefined
          ? '<failure message="not answered"/>'
          : `<skipped message="${escaped(reason)}"/>`;
      return {
        failed: !answered && reason === undefined,
        skipped: content.startsWith('<skipped'),
        text: `  <testcase classname="${contract}.${side}" name="${escaped(what)}">${content}</testcase>`,
      };
    }),
  );
  const count = (of: 'failed' | 'skipped'): number => cases.filter((one) => one[of]).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="ledger" tests="${cases.length}" failures="${count('failed')}" skipped="${count('skipped')}">\n${cases.map(({ text }) => text).join('\n')}\n</testsuite>\n`;
}
