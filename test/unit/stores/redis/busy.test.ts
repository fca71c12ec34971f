import { describe, expect, it } from 'vitest';
import { saysBusy } from '../../../../src/stores/redis/busy.ts';

/** As Redis writes it. */
const info = (values: Readonly<Record<string, number>>): string => {
  const idle = {
    rdb_bgsave_in_progress: 0,
    rdb_current_bgsave_time_sec: -1,
    aof_rewrite_in_progress: 0,
    aof_rewrite_scheduled: 0,
    aof_current_rewrite_time_sec: -1,
  };
  const lines = Object.entries({ ...idle, ...values }).map(([name, value]) => `${name}:${value}\r\n`);
  return `# Persistence\r\nloading:0\r\n${lines.join('')}`;
};

describe('a Redis', () => {
  it.each([
    ['has nothing to do', {}, false],
    [
      'begins its append-only file anew',
      { aof_rewrite_in_progress: 1, aof_current_rewrite_time_sec: 2 },
      true,
    ],
    ['writes a snapshot', { rdb_bgsave_in_progress: 1, rdb_current_bgsave_time_sec: 0 }, true],
    [
      'has been at its file for ten minutes',
      { aof_rewrite_in_progress: 1, aof_current_rewrite_time_sec: 600 },
      true,
    ],
    ['has been at it for longer', { aof_rewrite_in_progress: 1, aof_current_rewrite_time_sec: 601 }, false],
    [
      'has been at its snapshot for longer',
      { rdb_bgsave_in_progress: 1, rdb_current_bgsave_time_sec: 601 },
      false,
    ],
  ])('that %s', (_, values, expected) => {
    expect(saysBusy(info(values))).toBe(expected);
  });

  it('that does not say is not waited for', () => {
    expect(saysBusy('')).toBe(false);
  });
});
