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
  ['worker-crash-loop', './worker-crash-loop.ts', '--kills'],
])('npm run %s', (name, file, option) => {
  it('says what it does and takes', () => {
    const { status, stdout } = run(file, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`npm run ${name}`);
    expect(stdout).toMatch(new RegExp(`^ +${option} N .*\\(default \\d+\\)$`, 'm'));
  });

  it('refuses in a line what it does not understand', () => {
    for (const wrong of [['--unknown'], [option, 'many'], [option, '0'], [option], ['extra']]) {
      const { status, stdout, stderr } = run(file, ...wrong);
      expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^${name}: .+\n$`));
    }
  });
});

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
