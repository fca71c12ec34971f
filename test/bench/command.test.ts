/** `npm run bench`: that it measures what it says. How much it measures is for its reader. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../bench/comparison.ts';
import { hasRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { temporaryFolder } from '../support/server.ts';

const MAIN = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const SHORT = ['--rounds', '1', '--seconds', '0.2', '--connections', '4'];

function bench(...args: string[]) {
  const folder = temporaryFolder();
  const file = join(folder, 'figures.json');
  const run = spawnSync(process.execPath, [MAIN, '--folder', folder, '--json', file, ...args], {
    encoding: 'utf8',
  });
  return { ...run, figures: () => JSON.parse(readFileSync(file, 'utf8')) };
}

const namesIn = ({ measured }: Comparison): readonly string[] =>
  measured.map(({ contestant, question }) => `${question} ${contestant}`);

function expectMeasured({ measured, ends }: Comparison): void {
  for (const { rounds } of measured) {
    expect(rounds).toHaveLength(1);
    expect(rounds[0]?.acknowledged).toBeGreaterThan(0);
  }
  for (const { acknowledged, stored } of ends) expect(stored).toBe(acknowledged);
}

/** A comparison of one round, in which all went well. */
function compared(...args: string[]): { readonly stdout: string; readonly result: Comparison } {
  const { status, stdout, stderr, figures } = bench(...SHORT, ...args);
  expect([status, stderr]).toEqual([0, 'warming up\nround 1 of 1\n']);
  const { result }: { result: Comparison } = figures();
  expectMeasured(result);
  return { stdout, result };
}

describe('the benchmark', { timeout: 60_000 }, () => {
  it('measures all servers in one run, and finds in each store what was acknowledged', () => {
    const { stdout, result } = compared();
    expect(stdout).toMatch(/Node v\d+.*SQLite \d.*jsonwebtoken \d/);
    expect(namesIn(result)).toEqual([
      'verify logoutd',
      'verify stateless',
      'logout logoutd',
      'logout bare',
      'logout express',
      'logout express-key',
      'introspection logoutd',
      'introspection stateless',
    ]);
    const ended = result.ends.filter(({ stored }) => stored > 0).map(({ contestant }) => contestant);
    expect(ended).toEqual(['logoutd', 'bare', 'express', 'express-key']);
    expect(result.ratios.map(({ question, against }) => `${question} ${against}`)).toEqual([
      'verify stateless',
      'logout bare',
      'logout express',
      'logout express-key',
      'introspection stateless',
    ]);
  });

  it('measures the logout of another contract too', () => {
    const { result } = compared('--only', 'logout', '--contract', 'gsm');
    expect(namesIn(result)).toContain('logout logoutd');
  });

  it('keeps idle connections beside those that ask', () => {
    const { result } = compared('--only', 'verify', '--idle', '150');
    expect(namesIn(result)).toEqual(['verify logoutd', 'verify stateless']);
  });

  it('measures one and two workers, on SQLite and on Redis', ({ skip }) => {
    skip(!hasRedis, WHY_NO_REDIS);
    const { stdout, result } = compared('--workers');
    expect(stdout).toContain('logout, sqlite 2 against sqlite 1');
    expect(namesIn(result)).toEqual([
      'logout sqlite 1',
      'logout sqlite 2',
      'logout redis 1',
      'logout redis 2',
    ]);
    expect(result.ratios).toHaveLength(4);
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
});
