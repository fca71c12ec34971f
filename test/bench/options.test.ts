/** The command line of the benchmarks. */
import { describe, expect, it } from 'vitest';
import { hasWrk, WHY_NO_WRK } from '../../bench/load/client.ts';
import { type Options, understood } from '../../bench/options.ts';

const read = (...args: string[]): Options => {
  const options = understood(args);
  if (typeof options === 'string') throw new Error('this is the help');
  return options;
};

describe('without options', () => {
  it('logoutd is compared, in all three questions, and nothing is recorded', () => {
    expect(read()).toMatchObject({
      mode: 'compare',
      questions: ['verify', 'logout', 'introspection'],
      isFull: false,
      isRecorded: false,
      idle: 0,
    });
  });

  it('wrk sends the requests where it is installed', ({ skip }) => {
    skip(!hasWrk, WHY_NO_WRK);
    expect(read().client).toBe('wrk');
  });
});

describe('with options', () => {
  it('workers are measured by logouts, unless it is said by what', () => {
    expect(read('--workers').questions).toEqual(['logout']);
    expect(read('--workers', '--only', 'verify').questions).toEqual(['verify']);
  });

  it.each([['--growth'], ['--many']])(
    '%s has to do with verify and logouts, unless it is said with what',
    (mode) => {
      expect(read(mode).questions).toEqual(['verify', 'logout']);
      expect(read(mode, '--only', 'introspection').questions).toEqual(['introspection']);
    },
  );

  it('stores grow to the sizes that are named with commas, up to ten million', () => {
    expect(read('--growth', '--sizes', '1000,10000000').sizes).toEqual([1000, 10_000_000]);
  });

  it('several questions are named with commas', () => {
    expect(read('--only', 'introspection,verify').questions).toEqual(['introspection', 'verify']);
  });

  it.each([
    [['--rounds', '0'], '--rounds must be a number above 0'],
    [['--rounds', '1.5'], '--rounds must be a whole number'],
    [['--idle', 'many'], '--idle must be a number above 0'],
    [['--after', '20,x'], '--after must be a number above 0'],
    [['--contract', 'nobody'], '--contract is one of platform, gsm, session, and not nobody'],
    [['--only', 'verify,nobody'], '--only is one of verify, logout, introspection, and not nobody'],
    [['--load', 'nobody'], '--load is one of wrk, own, and not nobody'],
    [['--full', '--load', 'own'], '--full needs wrk'],
    [['--sizes', '1000,'], '--sizes must be a number above 0'],
    [['--start', '--memory'], '--start and --memory are two things: choose one'],
    [['--fast'], "Unknown option '--fast'"],
  ])('%j is refused', (args, said) => {
    expect(() => understood(args)).toThrow(said);
  });
});
