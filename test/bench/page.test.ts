/** The page, the charts and the summary that are made of recorded results. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../bench/comparison.ts';
import { sharesOf, spreadsOf } from '../../bench/figures.ts';
import { record } from '../../bench/page/record.ts';
import type { Recorded } from '../../bench/page/recorded.ts';
import { chartsOf, mainTable } from '../../bench/report.ts';
import { folderForTest } from '../support/folders.ts';
import { roundOf } from './rounds.ts';

const ours = [roundOf({ perSecond: 5999, cpuMicroseconds: 150 })];
const theirs = [roundOf({ perSecond: 10_000, cpuMicroseconds: 75 })];
const comparison: Comparison = {
  measured: [
    { contestant: 'logoutd', question: 'logout', rounds: ours, figures: spreadsOf(ours) },
    { contestant: 'bare', question: 'logout', rounds: theirs, figures: spreadsOf(theirs) },
  ],
  ratios: [{ question: 'logout', of: 'logoutd', against: 'bare', shares: sharesOf(ours, theirs) }],
  ends: [],
};
const results: Recorded = {
  measuredAt: '2026-01-02T03:04:05.000Z',
  machine: 'a machine of 2 cores',
  versions: 'Node v24',
  cores: 'servers on core 0',
  loadAverage: 0.5,
  settings: { rounds: 1 },
  section: {
    title: 'logoutd and others',
    paragraphs: ['All were answered.'],
    tables: [mainTable(comparison, 'logoutd')],
    explanations: [{ caption: 'Who takes part', head: ['', 'does'], rows: [['bare', 'a | b']] }],
    charts: chartsOf(comparison, ['logout'], (name) => name === 'logoutd'),
  },
  result: comparison,
};
const README = `# logoutd
<!-- Written by \`npm run bench -- --record\`. -->
| old |
<!-- The end of the summary. -->
The rest.
`;

function places(readme = README) {
  const root = folderForTest();
  const at = { folder: join(root, 'docs'), readme: join(root, 'README.md') };
  mkdirSync(at.folder);
  writeFileSync(at.readme, readme);
  const read = (file: string): string => readFileSync(join(at.folder, file), 'utf8');
  return { ...at, read, readmeText: () => readFileSync(at.readme, 'utf8') };
}

describe('recorded results', () => {
  it('become a page with every figure, its spread, the machine and the settings', () => {
    const at = places();
    record(at, 'results', results);
    const page = at.read('README.md');
    expect(page).toContain('| logout, logoutd | 5999 (5999 to 5999) | 150.0 (150.0 to 150.0) |');
    expect(page).toContain('a machine of 2 cores; Node v24; pinning: servers on core 0');
    expect(page).toContain('`{"rounds":1}`');
    expect(page).toContain('| bare | a \\| b |');
    expect(page).toContain('synchronous=FULL');
  });

  it('keep all rounds as JSON', () => {
    const at = places();
    record(at, 'results', results);
    expect(JSON.parse(at.read('results.json'))).toEqual(results);
  });

  it('never give a share as better than it is', () => {
    const at = places();
    record(at, 'results', results);
    expect(at.readmeText()).toContain(
      '| logout | 5999 | 150.0 | bare | 0.59 (0.59 to 0.59) | 0.50 (0.50 to 0.50) |',
    );
  });

  it('take the place of the old summary, and of nothing else', () => {
    const at = places();
    record(at, 'results', results);
    expect(at.readmeText()).not.toContain('old');
    expect(at.readmeText()).toMatch(/^# logoutd\n<!--[\s\S]*-->\nThe rest\.\n$/);
  });

  it('are refused by a README without a place for them', () => {
    expect(() => record(places('# logoutd\n'), 'results', results)).toThrow('README.md has no place');
  });

  it('stand beside the sections that were recorded before, in the order of the page', () => {
    const at = places();
    record(at, 'start', { ...results, section: { ...results.section, title: 'Start', charts: [] } });
    record(at, 'results', results);
    const titles = [...at.read('README.md').matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(['logoutd and others', 'Start']);
  });
});

describe('charts', () => {
  it('are those that the page shows, and no older ones', () => {
    const at = places();
    writeFileSync(join(at.folder, 'old.svg'), '<svg/>');
    record(at, 'results', results);
    const shown = [...at.read('README.md').matchAll(/\]\((.*\.svg)\)/g)].map(([, file]) => file);
    expect(shown.length).toBeGreaterThan(0);
    expect(readdirSync(at.folder).filter((file) => file.endsWith('.svg'))).toEqual(shown.toSorted());
  });

  it('have bars as long as their figures, logoutd’s in a colour of its own, for light and dark', () => {
    const at = places();
    record(at, 'results', results);
    const svg = at.read('logout-cpuMicroseconds.svg');
    const bars = [...svg.matchAll(/<rect class="(\w+)".* width="([\d.]+)"/g)].map(([, kind, width]) => [
      kind,
      Number(width),
    ]);
    expect(bars.map(([kind]) => kind)).toEqual(['ours', 'other']);
    expect(Number(bars[0]?.[1])).toBeCloseTo(2 * Number(bars[1]?.[1]), 0);
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});
