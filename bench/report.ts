/** Results as text for people. */
import { cpus, totalmem } from 'node:os';
import type { Round } from './loader.ts';
import type { Memory } from './memory.ts';
import { pinning } from './program.ts';
import { type QuestionName, questions } from './questions.ts';
import { type Spread, spreadOf } from './statistics.ts';
import type { Throughput } from './throughput.ts';

/** @param isPinned whether cores were told apart */
export const machine = (isPinned = true): string =>
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}, pinning: ${isPinned ? pinning : 'none: several processes and their load share all cores'}`;

/** Median, and the quartiles around it. */
const figure = ({ median, lowerQuartile, upperQuartile }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${lowerQuartile.toFixed(digits)} to ${upperQuartile.toFixed(digits)})`;

type Column = readonly [title: string, digits: number, value: (round: Round) => number];
const columnsOf = (what: string): readonly Column[] => [
  [`${what}s a second`, 0, (round) => round.perSecond],
  [`CPU µs a ${what}`, 1, (round) => round.cpuMicroseconds],
  ['p50 ms', 2, (round) => round.latencyMs.p50],
  ['p99 ms', 2, (round) => round.latencyMs.p99],
  ['client busy', 2, (round) => round.clientLoad],
];

export function throughputTable({ results, ratios }: Throughput, question: QuestionName): string {
  const what = questions[question].again ? 'check' : 'logout';
  const columns = columnsOf(what);
  const servers = results.map(({ name, rounds }) => [
    name,
    ...columns.map(([, digits, value]) => figure(spreadOf(rounds.map(value)), digits)),
  ]);
  const shares = ratios.map(({ of, against, perSecond, cpu }) => [
    `${of} against ${against}`,
    figure(perSecond, 3),
    figure(cpu, 3),
  ]);
  const stored = results.map(({ name, stored }) => `${name} ${stored}`).join(', ');
  return `Median of the rounds (quartiles)
${aligned([['', ...columns.map(([title]) => title)], ...servers])}

As shares, round by round (1 is as good, more is better)
${aligned([['', 'throughput', 'CPU'], ...shares])}

${what === 'check' ? 'Every check was answered with 200 as active, and no session ended' : `Every logout was answered with 200, and each store holds as many ended sessions as it acknowledged: ${stored}`}`;
}

export function startTable(figuresMs: readonly number[]): string {
  const { median, least, most } = spreadOf(figuresMs);
  return `npm start to the first answered logout: median ${median.toFixed(0)} ms, ${least.toFixed(0)} to ${most.toFixed(0)}, of ${figuresMs.length}`;
}

export const memoryTable = (seen: readonly Memory[]): string =>
  aligned([
    ['requests', 'resident MiB'],
    ...seen.map(({ requests, residentMiB }) => [String(requests), residentMiB.toFixed(0)]),
  ]);

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  );
  return rows
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
    )
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n');
}
