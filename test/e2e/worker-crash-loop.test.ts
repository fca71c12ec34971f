/** Workers that are killed under load, shortly; `npm run worker-crash-loop` takes longer. */
import { expect, it } from 'vitest';
import { workerCrashLoop } from '../long/crash/workers.ts';
import { store } from '../support/stores/under-test.ts';

const KILLS = 4;

it('a worker that is killed costs its clients their connections, and no acknowledged logout', {
  timeout: 120_000,
}, async () => {
  const seed = Date.now() % 1_000_000;
  const result = await workerCrashLoop({ kills: KILLS, seed, store });
  const { ends, cutOff, unanswered } = result;
  console.log(
    `worker crash loop: seed ${seed}; ${ends} ends acknowledged, ${cutOff} requests cut off, ${unanswered} never answered`,
  );
  expect(result.faults).toEqual([]);
  expect(result.slowestReplacementMs).toBeLessThan(5_000);
  // Neither an idle server nor one whose workers were let finish proves anything.
  expect(ends).toBeGreaterThan(KILLS * 20);
  expect(cutOff).toBeGreaterThan(0);
});
