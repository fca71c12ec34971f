/** What Stryker reports of a room, in the format of its JSON reporter (mutation-testing-report-schema). */
import { readFileSync } from 'node:fs';
import type { Room } from './rooms.ts';

type Place = { readonly line: number; readonly column: number };
interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}
interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>
  >;
}

export interface Score {
  readonly room: Room;
  readonly mutants: number;
  readonly caught: number;
  /** How many of those by a test that did not end in time: on a busy machine some may be too many. */
  readonly byTime: number;
  /** Of 100. */
  readonly score: number;
  /** A line for each mutant that no test has noticed. */
  readonly survivors: readonly string[];
}

/** A test that never ends has noticed too. What cannot run, or was left out, is no mutant. */
const CAUGHT = ['Killed', 'Timeout'];
const SURVIVED = ['Survived', 'NoCoverage'];
const WIDTH = 60;

export function scoreOf(room: Room, file: string): Score {
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const all = Object.entries(files).flatMap(([path, { source, mutants }]) =>
    mutants.map((mutant) => ({ path, source, mutant })),
  );
  const caught = all.filter(({ mutant }) => CAUGHT.includes(mutant.status)).length;
  const survived = all.filter(({ mutant }) => SURVIVED.includes(mutant.status));
  const mutants = caught + survived.length;
  if (mutants === 0) throw new Error(`Stryker made no mutant of src/${room}`);
  return {
    room,
    mutants,
    caught,
    byTime: all.filter(({ mutant }) => mutant.status === 'Timeout').length,
    score: (caught / mutants) * 100,
    survivors: survived.map(({ path, source, mutant }) => `${path}:${lineOf(source, mutant)}`),
  };
}

function lineOf(source: string, { location, mutatorName, replacement, status }: ReportedMutant): string {
  const { start, end } = location;
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const from = [lines[0]?.slice(start.column - 1), ...lines.slice(1)].join('\n');
  const original = end.line === start.line ? from.slice(0, end.column - start.column) : from;
  const unseen = status === 'NoCoverage' ? ', which no test runs' : '';
  return `${start.line}  ${mutatorName}: ${short(original)} → ${short(replacement ?? '')}${unseen}`;
}

function short(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line;
}
