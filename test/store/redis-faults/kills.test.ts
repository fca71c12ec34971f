/** The Redis crash loop, shortly; `npm run redis-crash-loop` takes longer. */
import { expect, it } from 'vitest';
import { redisCrashLoop } from '../../long/redis/loop.ts';
import { hasRedis, WHY_NO_REDIS } from '../../support/redis.ts';

const KILLS = process.env['CI'] === 'true' ? 20 : 6;

it('a Redis that is killed under load again and again has all that was acknowledged', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const result = await redisCrashLoop({ kills: KILLS, seed: 7 });
  expect(result.faults).toEqual([]);
  expect(result.cutOff).toBeGreaterThan(0);
  expect(result.ends).toBeGreaterThan(KILLS * 10);
});
