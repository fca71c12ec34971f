/** What a history may show, and what it may not. */
import { describe, expect, it } from 'vitest';
import { type Check, type End, type Operation, violationsOf } from './history.ts';

const end = (beganMs: number, answeredMs: number, parts: Partial<End> = {}): End => ({
  kind: 'end',
  sessions: ['s'],
  acknowledged: true,
  by: 'an end',
  beganMs,
  answeredMs,
  ...parts,
});
const check =
  (said: Check['said']) =>
  (beganMs: number, answeredMs: number, parts: Partial<Check> = {}): Check => ({
    kind: 'check',
    session: 's',
    said,
    by: 'a check',
    beganMs,
    answeredMs,
    ...parts,
  });
const active = check('active');
const inactive = check('inactive');

describe('a history can have happened', () => {
  it.each<[string, readonly Operation[]]>([
    ['of nothing', []],
    ['of checks that find a session active which nobody ends', [active(1, 2), active(3, 4)]],
    ['of checks before, during and after an end', [active(1, 2), end(3, 9), active(4, 8), inactive(10, 11)]],
    [
      'in which checks of the same moment as the end disagree, as long as they overlap',
      [end(1, 9), inactive(2, 6), active(3, 5), active(6, 7, { answeredMs: 20 }), inactive(8, 10)],
    ],
    [
      'in which a check that began before the acknowledgement is answered long after',
      [end(1, 3), active(2, 90)],
    ],
    ['in which an end that failed is not in force', [end(1, 2, { acknowledged: false }), active(3, 4)]],
    ['in which an end that failed is in force', [end(1, 2, { acknowledged: false }), inactive(3, 4)]],
    [
      'of an end that is not yet answered when a check finds it',
      [end(5, 50), inactive(6, 7), inactive(8, 9)],
    ],
    ['of the ends of others', [end(1, 2, { sessions: ['t', 'u'] }), active(3, 4)]],
  ])('%s', (_, history) => {
    expect(violationsOf(history)).toEqual([]);
    expect(violationsOf(history.toReversed())).toEqual([]);
  });
});

describe('a history cannot have happened', () => {
  it.each<[string, readonly Operation[], RegExp]>([
    [
      'in which a check after the acknowledgement says active',
      [end(1, 3), active(3.5, 4)],
      /0\.50 ms after an end/,
    ],
    [
      'in which that is one of many',
      [end(1, 3), inactive(4, 5), active(4, 6), inactive(7, 8)],
      /active for a check, which began 1\.00 ms after an end/,
    ],
    [
      'in which a session comes back, though no end was answered',
      [end(1, 90), inactive(2, 3), active(4, 5)],
      /found it/,
    ],
    [
      'in which it comes back after an end that failed',
      [end(1, 2, { acknowledged: false }), inactive(3, 4), active(5, 6)],
      /found it inactive/,
    ],
    ['in which a session ends that nobody asked to end', [inactive(1, 2)], /before anybody asked/],
    ['in which it ends before anybody asks', [inactive(1, 2), end(3, 4)], /before anybody asked/],
    [
      'in which an end has missed one of its sessions',
      [end(1, 2, { sessions: ['r', 's'] }), inactive(3, 4, { session: 'r' }), active(3, 4)],
      /^s was active/,
    ],
  ])('%s', (_, history, violation) => {
    expect(violationsOf(history)).toEqual([expect.stringMatching(violation)]);
    expect(violationsOf(history.toReversed())).toEqual([expect.stringMatching(violation)]);
  });
});
