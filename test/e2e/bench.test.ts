/** `npm run bench`: that it measures what it says. How much it measures is for its reader. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { temporaryFolder } from '../support/server.ts';

const MAIN = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

function bench(...args: string[]) {
  const folder = temporaryFolder();
  const file = join(folder, 'figures.json');
  const run = spawnSync(process.execPath, [MAIN, '--folder', folder, '--json', file, ...args], {
    encoding: 'utf8',
  });
  return { ...run, figures: () => JSON.parse(readFileSync(file, 'utf8')) };
}

describe('the benchmark', { timeout: 60_000 }, () => {
  it('measures every server in every round, and finds in each store what was acknowledged', () => {
    const { status, stdout, stderr, figures } = bench(
      '--rounds',
      '2',
      '--seconds',
      '0.2',
      '--connections',
      '4',
    );
    expect([status, stderr]).toEqual([0, 'warming up\nround 1 of 2\nround 2 of 2\n']);
    expect(stdout).toMatch(/Node v\d+/);
    const { results, ratios } = figures().result;
    expect(results.map(({ name }: { name: string }) => name)).toEqual(['logoutd', 'bare', 'least']);
    for (const { rounds, acknowledged, stored } of results) {
      expect(rounds).toHaveLength(2);
      expect(acknowledged).toBeGreaterThan(0);
      expect(stored).toBe(acknowledged);
    }
    expect(ratios.map(({ against }: { against: string }) => against)).toEqual(['bare', 'least']);
    for (const { perSecond } of ratios) {
      expect(perSecond.least).toBeGreaterThan(0);
      expect(perSecond.median).toBeGreaterThanOrEqual(perSecond.least);
      expect(perSecond.most).toBeGreaterThanOrEqual(perSecond.median);
    }
  });

  it.each(['gsm', 'session'])('measures %s too', (contract) => {
    const { status, stderr } = bench('--contract', contract, '--rounds', '1', '--seconds', '0.1');
    expect([status, stderr]).toEqual([0, 'warming up\nround 1 of 1\n']);
  });

  it('measures one and two workers, on SQLite and on Redis', ({ skip }) => {
    skip(!hasRedis, WHY_NO_REDIS);
    const { status, stdout, figures } = bench(
      '--workers',
      '--rounds',
      '1',
      '--seconds',
      '0.2',
      '--connections',
      '4',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('sqlite 2 against sqlite 1');
    const { results, ratios } = figures().result;
    expect(results.map(({ name }: { name: string }) => name)).toEqual([
      'sqlite 1',
      'sqlite 2',
      'redis 1',
      'redis 2',
    ]);
    for (const { acknowledged, stored } of results) {
      expect(acknowledged).toBeGreaterThan(0);
      expect(stored).toBe(acknowledged);
    }
    expect(ratios).toHaveLength(4);
  });

  it.each(['verify', 'introspection'])('measures %s against a server without sessions', (check) => {
    const { status, stdout, stderr, figures } = bench('--check', check, '--rounds', '1', '--seconds', '0.2');
    expect([status, stderr]).toEqual([0, 'warming up\nround 1 of 1\n']);
    expect(stdout).toMatch(/checks a second/);
    const { results, ratios } = figures().result;
    expect(results.map(({ name }: { name: string }) => name)).toEqual(['logoutd', 'stateless']);
    for (const { rounds, acknowledged, stored } of results) {
      expect(rounds).toHaveLength(1);
      expect(acknowledged).toBeGreaterThan(0);
      expect(stored).toBe(0);
    }
    expect(ratios.map(({ against }: { against: string }) => against)).toEqual(['stateless']);
  });

  it('looks at the memory after as many requests as were asked for', () => {
    const { status, figures } = bench('--memory', '--sessions', '50', '--after', '20,40');
    expect(status).toBe(0);
    const { result } = figures();
    expect(result.map(({ requests }: { requests: number }) => requests)).toEqual([1, 20, 40]);
  });

  it('times npm start up to a logout that is answered', () => {
    const { status, stderr, figures } = bench('--start', '--sessions', '50', '--rounds', '1');
    expect([status, stderr]).toEqual([0, '']);
    expect(figures().result.figuresMs).toEqual([expect.any(Number)]);
  });

  it.each([
    [['--rounds', '0'], /--rounds must be a number above 0/],
    [['--after', '20,x'], /--after must be a number above 0/],
    [['--contract', 'nobody'], /no such contract: nobody/],
    [['--check', 'nobody'], /no such check: nobody/],
    [['--fast'], /Unknown option '--fast'/],
  ])('refuses %j', (args, said) => {
    const { status, stderr } = bench(...args);
    expect(status).toBe(64);
    expect(stderr).toMatch(said);
  });

  it('explains itself', () => {
    const { status, stdout } = bench('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/--rounds N/);
  });
});
