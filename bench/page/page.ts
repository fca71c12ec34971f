/** docs/benchmarks/README.md, made of the recorded sections. */
import type { Table } from '../section.ts';
import type { Recorded } from './recorded.ts';

export const pageOf = (sections: readonly Recorded[]): string =>
  `${[head, ...sections.map(sectionText)].join('\n\n')}\n`;

const head = `<!-- Written by \`npm run bench -- --record\`. -->
# Benchmarks: the figures

How they are measured, and how to read them: [bench/README.md](../../bench/README.md). The figures with all rounds are in the JSON
files beside this page. Figures of different sections come from different runs, and cannot be compared; the shares in one section can.

**Fairness.** What a logout costs is above all what its answer promises. logoutd, the bare server and Express answer once the end
is on disk: SQLite with a write-ahead log, \`synchronous=FULL\`, one transaction for all that waits. The peers run on SQLite with the
same two settings, and write as their packages do. The bare servers do nothing that they could leave out, and logoutd all that its README
says: it validates the request, counts the client against its limit, looks at session, account, tenant and cut-offs before it decides,
logs and counts. So a share of 1 of theirs is no aim; how near it comes is what all of that costs. Express as documented validates by
the same package as logoutd, its answers too, and does not limit, log, count or look anything up. Better Auth and oidc-provider do other
work than logoutd: they know sessions and tokens of their own making, and look each one up.
The server has one core, the load the other.`;

function sectionText({ section, measuredAt, machine, versions, cores, loadAverage, settings }: Recorded) {
  return [
    `## ${section.title}`,
    ...section.paragraphs,
    ...section.charts.map(({ title, file }) => `![${title}](${file}.svg)`),
    ...[...section.tables, ...section.explanations].map(tableText),
    [
      `Measured ${measuredAt} on ${machine}; ${versions}; pinning: ${cores}; load average before it began: ${loadAverage}.`,
      `Settings: \`${JSON.stringify(settings)}\`.`,
    ].join('\n'),
  ].join('\n\n');
}

const tableText = ({ caption, head: titles, rows }: Table): string =>
  `${caption}\n\n${[titles, titles.map(() => '---'), ...rows].map(line).join('\n')}`;

export const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
