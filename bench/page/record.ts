/** The recorded results in docs/benchmarks: a JSON file for each section of the page, and what is made of them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svgOf } from './chart.ts';
import { pageOf } from './page.ts';
import type { Recorded } from './recorded.ts';
import { summaryOf, withSummary } from './summary.ts';

/** In the order of the page. Each is `<name>.json`, where it was measured. */
export const sectionNames = [
  'results',
  'profile',
  'growth',
  'connections',
  'workers',
  'start',
  'memory',
] as const;
export type SectionName = (typeof sectionNames)[number];

export interface Places {
  /** docs/benchmarks */
  readonly folder: string;
  /** README.md, into which the summary goes. */
  readonly readme: string;
}

export function record(places: Places, name: SectionName, recorded: Recorded): void {
  mkdirSync(places.folder, { recursive: true });
  writeFileSync(join(places.folder, `${name}.json`), `${JSON.stringify(recorded, null, 2)}\n`);
  render(places);
}

/** Page, charts and summary, anew from the files that are there. */
function render({ folder, readme }: Places): void {
  const sections = sectionNames.flatMap((name) => {
    const file = join(folder, `${name}.json`);
    return existsSync(file) ? [{ name, ...(JSON.parse(readFileSync(file, 'utf8')) as Recorded) }] : [];
  });
  for (const old of readdirSync(folder).filter((file) => file.endsWith('.svg'))) rmSync(join(folder, old));
  for (const chart of sections.flatMap(({ section }) => section.charts))
    writeFileSync(join(folder, `${chart.file}.svg`), svgOf(chart));
  writeFileSync(join(folder, 'README.md'), pageOf(sections));
  const results = sections.find(({ name }) => name === 'results');
  if (results !== undefined)
    writeFileSync(readme, withSummary(readFileSync(readme, 'utf8'), summaryOf(results)));
}
