/** What growth does, in tables and charts. */
import type { Question } from '../questions.ts';
import { endsIn, ownCharts, pairTables } from '../report.ts';
import type { Section, Table } from '../section.ts';
import type { Growth, Seen } from './seen.ts';

export const sectionOf = (growth: Growth, questions: readonly Question[]): Section => ({
  title: 'Growth',
  paragraphs: [
    'logoutd on stores in which so many sessions have ended, over the 30 days for which they are remembered: the rows that as many logouts leave, in their order, written by the store’s own code (bench/growth/generate.ts). All sizes take turns in one run; the shares are those of the smallest.',
    'A start is from `npm start` to the first logout answered with 200. Cold: the system had dropped the file from its memory beforehand. After `kill -9` on a machine that runs on, logoutd reads no more of the file than after a stop; after a power cut it reads all of it (`quick_check`), which is not measured here.',
    'Clean-up forgets sessions that need not be remembered any longer, 200 at a time; a round while it does so is compared with one before it, on the same server. Where none is left, it was over before the rounds were.',
    endsIn(growth.comparison),
  ],
  tables: [
    storeTable(growth.seen),
    ...headed('Sizes', pairTables(growth.comparison)),
    ...headed('Clean-up', pairTables(growth.cleanUp)),
  ],
  explanations: [],
  charts: ownCharts('growth', growth.comparison, questions),
});

const headed = (word: string, tables: readonly Table[]): readonly Table[] =>
  tables.map((table) => ({ ...table, caption: `${word}. ${table.caption}` }));

function storeTable(seen: readonly Seen[]): Table {
  const starts = seen[0]?.starts ?? [];
  const memory = seen[0]?.memory ?? [];
  return {
    caption: 'Each store: MiB, and milliseconds to the first answer (median, least to most)',
    head: [
      'ended sessions',
      'file MiB',
      ...memory.map(({ requests }) => `resident MiB after ${requests}`),
      ...starts.map(({ before, isCold }) => `start, ${words[before]}${isCold ? ', cold' : ''}`),
      'forgotten',
      'left',
    ],
    rows: seen.map((one) => [
      String(one.ended),
      (one.bytes / 2 ** 20).toFixed(1),
      ...one.memory.map(({ residentMiB }) => residentMiB.toFixed(0)),
      ...one.starts.map(
        ({ ms }) => `${ms.median.toFixed(0)} (${ms.least.toFixed(0)} to ${ms.most.toFixed(0)})`,
      ),
      String(one.cleanUp.forgotten),
      String(one.cleanUp.left),
    ]),
  };
}

const words = { stopped: 'after a stop', killed: 'after kill -9' } as const;
