import { expect, it } from 'vitest';
import { Backoff } from '../../../src/workers/backoff.ts';

it('waits twice as long for each that ends early, up to half a minute', () => {
  const backoff = new Backoff();
  const pauses = Array.from({ length: 12 }, () => backoff.pauseMs(0));
  expect(pauses.slice(0, 5)).toEqual([100, 200, 400, 800, 1600]);
  expect(pauses.slice(-2)).toEqual([30_000, 30_000]);
});

it('begins anew after one that has served for a while', () => {
  const backoff = new Backoff();
  for (let at = 0; at < 5; at += 1) backoff.pauseMs(9_999);
  expect(backoff.pauseMs(10_000)).toBe(100);
  expect(backoff.pauseMs(0)).toBe(200);
});
