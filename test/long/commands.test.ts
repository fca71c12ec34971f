/** The commands as a person meets them; what they find out is tested beside them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';

const run = (file: string, ...args: string[]) => {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe.each([
  ['soak', './soak.ts', '--minutes'],
  ['crash-loop', './crash-loop.ts', '--kills'],
  ['linearizability', './linearizability.ts', '--operations'],
  ['redis-crash-loop', './redis-crash-loop.ts', '--kills'],
  ['growth', './growth.ts', '--live'],
  ['worker-crash-loop', './worker-crash-loop.ts', '--kills'],
])('npm run %s', (name, file, option) => {
  it('says what it does and takes', () => {
    const { status, stdout } = run(file, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`npm run ${name}`);
    expect(stdout).toMatch(new RegExp(`^ +${option} N .*\\(default \\d+\\)$`, 'm'));
    const options = stdout.split('\n').filter((line) => line.startsWith('  --'));
    for (const line of options) expect(line).toMatch(/^ {2}--[a-z]+(?: \S+)? {2,}\S/);
  });

  it('refuses in a line what it does not understand', () => {
    for (const wrong of [['--unknown'], [option, 'many'], [option, '0'], [option], ['extra']]) {
      const { status, stdout, stderr } = run(file, ...wrong);
      expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^${name}: .+\n$`));
    }
  });
});

describe('a small growth', () => {
  it('measures each store, small and large, and finds everything ended and forgotten', {
    timeout: 120_000,
  }, () => {
    const json = join(folderForTest(), 'growth.json');
    const { status, stdout, stderr } = run(
      './growth.ts',
      ...['--live', '600', '--ended', '900', '--small', '50', '--seconds', '0.2', '--json', json],
    );
    expect([status, stderr]).toEqual([0, '']);
    const { results } = JSON.parse(readFileSync(json, 'utf8')) as { results: Record<string, Grown> };
    const titles = Object.keys(results);
    expect(titles.slice(0, 2)).toEqual(['sqlite: 50 live, 0 ended', 'sqlite: 600 live, 900 ended']);
    for (const title of titles) expect(stdout).toContain(title);
    for (const { figures, residentAtEnd } of Object.values(results)) {
      expect(residentAtEnd).toBeGreaterThan(10);
      expect(figures['checks, a few']?.checks).toBeGreaterThan(0);
    }
    const figures = results['sqlite: 600 live, 900 ended']?.figures ?? {};
    expect(figures['dry run']?.note).toBe('600 counted');
    expect(figures['cut-off, until its answer']?.note).toBe('600 ended');
    expect(figures['cut-off, until all is on record']?.note).toBe('the last was ended from the answer on');
    const forgotten = ['as the server rests', 'hardly resting'].map((how) =>
      Number.parseInt(figures[`forgetting, ${how}`]?.note ?? '', 10),
    );
    expect(forgotten.reduce((sum, one) => sum + one)).toBe(1500);
    expect(Math.min(...forgotten)).toBeGreaterThan(0);
    const redis = results['redis: 600 live, 900 ended']?.figures;
    if (redis !== undefined)
      expect(redis['single small writes, beside a new file']?.note).toMatch(/ written$/);
  });
});

interface Grown {
  readonly residentAtEnd: number;
  readonly figures: Readonly<Record<string, { readonly checks: number; readonly note?: string }>>;
}

describe('a short soak', () => {
  it('ends well, and leaves its samples and its graph', { timeout: 120_000 }, () => {
    const folder = folderForTest();
    const [samples, graph] = [join(folder, 'soak.json'), join(folder, 'deep', 'soak.svg')];
    const args = ['--minutes', '0.1', '--rate', '50', '--every', '2', '--samples', samples, '--graph', graph];
    const { status, stdout } = run('./soak.ts', ...args);
    expect(stdout).toContain('The soak is clean.');
    expect(status).toBe(0);
    expect(stdout).toContain('Too short to judge growth');
    expect(readFileSync(graph, 'utf8')).toContain('<svg');
    const kept = JSON.parse(readFileSync(samples, 'utf8')) as { samples: Record<string, number>[] };
    expect(kept.samples.length).toBeGreaterThan(1);
    for (const sample of kept.samples) {
      expect(sample).toMatchObject({ errors: 0 });
      expect(Object.values(sample).every((value) => Number.isFinite(value))).toBe(true);
      expect(
        Math.min(sample['rssBytes'] ?? 0, sample['sessions'] ?? 0, sample['openFiles'] ?? 0),
      ).toBeGreaterThan(0);
    }
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
