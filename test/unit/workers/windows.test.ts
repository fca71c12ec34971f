import type { Options } from 'express-rate-limit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedWindows, Windows } from '../../../src/workers/windows.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = { limit: 'tenant', ms: 60_000 };

describe('the counts of the primary', () => {
  it('are of a limit, a window and a client each', async () => {
    const windows = new Windows();
    const counts = [];
    for (const key of ['a', 'a', 'b']) counts.push((await windows.hit(MINUTE, key)).count);
    counts.push((await windows.hit({ ...MINUTE, limit: 'gsm' }, 'a')).count);
    counts.push((await windows.hit({ ...MINUTE, ms: 1000 }, 'a')).count);
    expect(counts).toEqual([1, 2, 1, 1, 1]);
  });

  it('are told apart where several ask at the same moment', async () => {
    const windows = new Windows();
    const hits = await Promise.all(Array.from({ length: 5 }, () => windows.hit(MINUTE, 'a')));
    expect(hits.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5]);
  });

  it('begin anew when their window is over, which they tell', async () => {
    const windows = new Windows();
    const { endsAtMs } = await windows.hit(MINUTE, 'a');
    expect(endsAtMs).toBe(Date.now() + 60_000);
    vi.advanceTimersByTime(60_000);
    expect((await windows.hit(MINUTE, 'a')).count).toBe(1);
  });
});

describe('the counts of a worker', () => {
  const withWindow = (windows: SharedWindows): SharedWindows => {
    windows.init({ windowMs: 60_000 } as Options);
    return windows;
  };

  it('are those of the primary, of whichever worker', async () => {
    const primary = new Windows();
    const [one, other] = [0, 1].map(() =>
      withWindow(new SharedWindows('tenant', (window, key) => primary.hit(window, key))),
    );
    expect((await one?.increment('a'))?.totalHits).toBe(1);
    expect(await other?.increment('a')).toEqual({ totalHits: 2, resetTime: new Date(Date.now() + 60_000) });
  });

  it('are its own while the primary does not answer', async () => {
    const alone = withWindow(new SharedWindows('tenant', () => Promise.reject(new Error('no answer'))));
    expect((await alone.increment('a')).totalHits).toBe(1);
    expect((await alone.increment('a')).totalHits).toBe(2);
  });
});
