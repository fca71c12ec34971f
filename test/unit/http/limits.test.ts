import type { Options } from 'express-rate-limit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WindowStore, withoutPort } from '../../../src/http/limits.ts';

describe('a client address', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['203.0.113.5:1234', '203.0.113.5'],
    ['[2001:db8::1]:1234', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:203.0.113.5', '::ffff:203.0.113.5'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('that a proxy writes as %j counts as %j', (written, address) => {
    expect(withoutPort(written)).toBe(address);
  });
});

describe('a window', () => {
  const NOW_MS = Date.UTC(2030, 0, 1);
  const WINDOW_MS = 60_000;
  const HOUR_MS = 3_600_000;
  beforeEach(() => vi.useFakeTimers({ now: NOW_MS }));
  afterEach(() => vi.useRealTimers());

  function store(): WindowStore {
    const made = new WindowStore();
    made.init({ windowMs: WINDOW_MS } as Options);
    return made;
  }
  const hitsOf = async (made: WindowStore): Promise<number> => (await made.increment('client')).totalHits;

  it('counts on until it is over', async () => {
    const made = store();
    expect([await hitsOf(made), await hitsOf(made)]).toEqual([1, 2]);
    vi.setSystemTime(NOW_MS + WINDOW_MS - 1);
    expect(await hitsOf(made)).toBe(3);
    vi.setSystemTime(NOW_MS + WINDOW_MS);
    expect(await hitsOf(made)).toBe(1);
  });

  it('begins anew when the clock is set back, and ends in time', async () => {
    const made = store();
    await hitsOf(made);
    vi.setSystemTime(NOW_MS - HOUR_MS);
    const { totalHits, resetTime } = await made.increment('client');
    expect({ totalHits, endsAtMs: resetTime?.getTime() }).toEqual({
      totalHits: 1,
      endsAtMs: NOW_MS - HOUR_MS + WINDOW_MS,
    });
    expect(await hitsOf(made)).toBe(2);
  });
});
