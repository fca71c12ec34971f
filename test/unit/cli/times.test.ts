import { describe, expect, it } from 'vitest';
import { ago, readDurationMs, readTime, showDuration, stamp } from '../../../src/cli/output/times.ts';

const NOON = Date.parse('2025-01-15T12:00:00.000Z');

describe('durations', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
  ])('%s', (text, ms) => {
    expect(readDurationMs(text)).toBe(ms);
  });

  it.each(['', '1', '1y', '-1s', '0s', '1.5h', '1h30m', ' 1h', '1 h', '1H', '9999999999s'])(
    'are not: %j',
    (text) => {
      expect(readDurationMs(text)).toBeNull();
    },
  );

  it('are shown as they can be given', () => {
    for (const text of ['90s', '90m', '12h', '7d']) {
      expect(showDuration(readDurationMs(text) ?? 0)).toBe(text);
    }
  });
});

describe('times', () => {
  it('are shown by how long ago they were, or in how long they will be', () => {
    expect(ago('2025-01-15T11:59:58.500Z', NOON)).toBe('1s ago');
    expect(ago('2025-01-15T11:00:00.000Z', NOON)).toBe('1h ago');
    expect(ago('2025-01-13T11:00:00.000Z', NOON)).toBe('2d ago');
    expect(ago('2025-01-15T12:10:00.000Z', NOON)).toBe('in 10m');
  });

  it('are shown in UTC, to the second', () => {
    expect(stamp('2025-01-15T11:00:00.123Z')).toBe('2025-01-15 11:00:00Z');
    expect(stamp('2025-01-15T12:00:00+01:00')).toBe('2025-01-15 11:00:00Z');
  });

  it('that are none are shown as they came', () => {
    expect(ago('soon', NOON)).toBe('soon');
    expect(stamp('soon')).toBe('soon');
  });

  it('are read with their offset only', () => {
    expect(readTime('2025-01-15T12:00:00+01:00')).toBe('2025-01-15T11:00:00.000Z');
    for (const text of ['2025-01-15', '2025-01-15T12:00:00', 'now', '1736942400', '2025-13-15T12:00:00Z'])
      expect(readTime(text), text).toBeNull();
  });
});
