/** Promise: after 200, no check says active, on any worker. `npm run linearizability` takes longer. */
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../long/linearizability/loop.ts';
import { startStaleProxy } from '../long/linearizability/stale-proxy.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { sharedServer } from '../support/shared-server.ts';

const OPERATIONS = 10_000;
const server = sharedServer(() => ({ env: { ...LIMITS_OFF, LOGOUTD_WORKERS: '4' } }));

it('ends and checks at once leave a history in which every session has ended once and for all', {
  timeout: 120_000,
}, async () => {
  const seed = Date.now() % 1_000_000;
  const result = await runAtOnce({ port: server().port, operations: OPERATIONS, seed });
  const { ends, checks, after } = result;
  console.log(`linearizability: seed ${seed}; ${ends} ends, ${checks} checks, ${after} after an end`);
  expect(result.violations).toEqual([]);
  expect(result.wrong).toEqual([]);
  expect(ends).toBeGreaterThan(OPERATIONS / 20);
  expect(after).toBeGreaterThan(OPERATIONS / 5);
});

describe('a cache before the server', () => {
  const behind = async (every: number) => {
    const proxy = await startStaleProxy(server().port, every);
    try {
      const result = await runAtOnce({ port: proxy.port, operations: 1_000, seed: 1 });
      return { ...result, served: proxy.served() };
    } finally {
      await proxy.close();
    }
  };

  it('that gives an old verdict now and then is found out', { timeout: 60_000 }, async () => {
    const { violations, served, wrong } = await behind(20);
    expect(served).toBeGreaterThan(0);
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.length).toBeLessThanOrEqual(served);
    expect(wrong).toEqual([]);
  });

  it('that keeps nothing is not', { timeout: 60_000 }, async () => {
    const { violations, served } = await behind(0);
    expect({ violations, served }).toEqual({ violations: [], served: 0 });
  });
});
