/** README.md's summary of the recorded comparison, between two marks. */
import type { Comparison } from '../comparison.ts';
import { figures } from '../figures.ts';
import { share } from '../report.ts';
import { line } from './page.ts';
import type { Recorded } from './recorded.ts';

const BEGIN = '<!-- Written by `npm run bench -- --record`. -->\n';
const END = '<!-- The end of the summary. -->\n';

export function summaryOf({ result, machine, measuredAt, loadAverage }: Recorded): string {
  const { measured, ratios } = result as Comparison;
  const rows = ratios.map(({ question, of, against, shares }) => {
    const ours = measured.find((one) => one.question === question && one.contestant === of)?.figures;
    const median = (name: 'perSecond' | 'cpuMicroseconds'): string =>
      ours?.[name].median.toFixed(figures[name].digits) ?? '';
    return [
      question,
      median('perSecond'),
      median('cpuMicroseconds'),
      against,
      share(shares.perSecond),
      share(shares.cpuMicroseconds),
    ];
  });
  const head = ['', 'a second', 'CPU µs', 'against', 'throughput', 'CPU'];
  return `${[head, head.map(() => '---'), ...rows].map(line).join('\n')}

Measured ${measuredAt.slice(0, 10)} on ${machine}; load average before it began: ${loadAverage}.
`;
}

/** The README with the new summary in the place of the old one. */
export function withSummary(readme: string, summary: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin === -1 || end < begin)
    throw new Error(`README.md has no place for the summary: put ${BEGIN.trim()} and ${END.trim()} there`);
  return `${readme.slice(0, begin + BEGIN.length)}${summary}${readme.slice(end)}`;
}
