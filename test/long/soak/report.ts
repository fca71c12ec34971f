/** What the soak makes of its samples: rules, table, graph. */
import { drawGraph, type Panel } from '../graph/svg.ts';
import type { Sample } from './sample.ts';
import { type Judged, judge, type Rule } from './verdict.ts';

const MIB = 1024 * 1024;

const SERIES: readonly (Rule & { readonly from: (sample: Sample, logEntryBytes: number) => number })[] = [
  { name: 'resident memory', unit: 'MiB', of: 'median', slack: 8, from: (s) => s.rssBytes / MIB },
  { name: 'heap in use', unit: 'MiB', of: 'least', slack: 4, from: (s) => s.heapUsedBytes / MIB },
  { name: 'open files', unit: 'count', of: 'median', slack: 8, from: (s) => s.openFiles },
  { name: 'write-ahead log', unit: 'MiB', of: 'median', slack: 1, from: (s) => s.walBytes / MIB },
  {
    name: 'database without the log of ends',
    unit: 'MiB',
    of: 'median',
    slack: 2,
    from: (s, entry) => (s.usedBytes - s.logEntries * entry) / MIB,
  },
  { name: 'sessions remembered', unit: 'count', of: 'median', slack: 500, from: (s) => s.sessions },
];

export function judgeAll(samples: readonly Sample[], logEntryBytes: number): readonly Judged[] {
  return SERIES.map(({ from, ...rule }) =>
    judge(
      rule,
      samples.map((sample) => ({ atSeconds: sample.atSeconds, value: from(sample, logEntryBytes) })),
    ),
  );
}

/** Lines for a terminal, columns aligned. */
export function tableOf(judged: readonly Judged[]): string {
  const rows = judged.map(({ name, unit, level, growth, permitted, plateau }) => {
    const number = (value: number): string => value.toFixed(unit === 'count' ? 0 : 1);
    const grown = growth > 0 ? `+${number(growth)}` : number(growth);
    return [name, number(level), grown, `+${number(permitted)}`, unit, plateau ? 'plateau' : 'GROWS'];
  });
  const head = ['last half of the run', 'level', 'growth', 'permitted', 'unit', 'verdict'];
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const aligned = (cell: string, at: number): string =>
    at >= 1 && at <= 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return all.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}

export function graphOf(samples: readonly Sample[], logEntryBytes: number, subtitle: string): string {
  const line = (label: string, of: (sample: Sample) => number) => ({
    label,
    points: samples.map((sample) => ({ x: sample.atSeconds / 60, y: of(sample) })),
  });
  const panels: readonly Panel[] = [
    {
      title: 'Memory',
      unit: 'MiB',
      lines: [line('resident', (s) => s.rssBytes / MIB), line('heap in use', (s) => s.heapUsedBytes / MIB)],
    },
    {
      title: 'The database, by what fills it',
      unit: 'MiB',
      lines: [
        line('file', (s) => s.databaseBytes / MIB),
        line('log of ends', (s) => (s.logEntries * logEntryBytes) / MIB),
        line('the rest', (s) => (s.usedBytes - s.logEntries * logEntryBytes) / MIB),
      ],
    },
    { title: 'Sessions remembered', unit: 'sessions', lines: [line('', (s) => s.sessions)] },
    { title: 'Write-ahead log', unit: 'MiB', lines: [line('', (s) => s.walBytes / MIB)] },
    { title: 'Open files and sockets', unit: 'handles', lines: [line('', (s) => s.openFiles)] },
    { title: 'Answers', unit: 'per second', lines: [line('', (s) => s.answersPerSecond)] },
    {
      title: 'Time to the answer, as the client sees it',
      unit: 'ms',
      lines: [line('median', (s) => s.p50Ms), line('99th percentile', (s) => s.p99Ms)],
    },
    {
      title: '5xx, wrong answers and broken connections, in all',
      unit: 'errors',
      lines: [line('', (s) => s.errors)],
    },
  ];
  const end = samples.at(-1)?.atSeconds ?? 0;
  return drawGraph({
    title: 'logoutd under a steady mixed load',
    subtitle,
    xUnit: 'minutes; shaded: what is judged',
    shadedFrom: end / 120,
    panels,
  });
}
