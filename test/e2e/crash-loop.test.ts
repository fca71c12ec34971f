/** `kill -9` under load: what was acknowledged holds, what nobody asked for has not happened, and the store opens. */
import { expect, it } from 'vitest';
import { crashLoop } from '../long/crash/loop.ts';
import { sqlite } from '../support/stores/sqlite.ts';
import { store } from '../support/stores/under-test.ts';

/** Each costs two seconds or three; `npm run crash-loop -- --kills 200` takes its time. */
const KILLS = process.env['CI'] === 'true' && store === sqlite ? 10 : 5;
/** The other store is shown with several processes, which write to it at once. */
const server = store === sqlite ? { store } : { store, workers: 2 };
const TIMEOUT_MS = 60_000 + KILLS * 15_000;

it('a server that is killed again and again keeps every acknowledged logout, and ends nothing else', {
  timeout: TIMEOUT_MS,
}, async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`crash loop: seed ${seed}`);
  const result = await crashLoop({ kills: KILLS, seed, ...server });
  console.log(
    `crash loop: ${KILLS} kills, ${result.ends} ends acknowledged, ${result.cutOff} requests cut off`,
  );
  expect(result.faults).toEqual([]);
  const { load, stop, start } = result.kills;
  expect(load + stop + start).toBe(KILLS);
  expect(Math.min(load, stop, start)).toBeGreaterThan(0);
  // Neither an idle server nor one that was let finish proves anything.
  expect(result.ends).toBeGreaterThan(load * 20);
  expect(result.cutOff).toBeGreaterThan(load * 5);
});
