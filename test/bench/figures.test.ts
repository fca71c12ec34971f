/** What becomes of the figures of several rounds. */
import { describe, expect, it } from 'vitest';
import { sharesOf, spreadsOf } from '../../bench/figures.ts';
import { quantile, spreadOf } from '../../bench/statistics.ts';
import { roundOf } from './rounds.ts';

describe('the spread of figures', () => {
  it('has median and quartiles, in whatever order they came', () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({
      median: 3,
      lowerQuartile: 2,
      upperQuartile: 4,
      least: 1,
      most: 5,
    });
  });

  it('lies between two of them in proportion', () => {
    expect(quantile([10, 20], 0.75)).toBe(17.5);
  });

  it('of none is no number', () => {
    expect(spreadOf([]).median).toBeNaN();
  });
});

describe('shares', () => {
  const ours = [
    roundOf({ perSecond: 500, cpuMicroseconds: 100 }),
    roundOf({ perSecond: 600, cpuMicroseconds: 150 }),
  ];
  const theirs = [
    roundOf({ perSecond: 1000, cpuMicroseconds: 50 }),
    roundOf({ perSecond: 600, cpuMicroseconds: 75 }),
  ];

  it('are of the same round, each', () => {
    const { perSecond } = sharesOf(ours, theirs);
    expect([perSecond.least, perSecond.most]).toEqual([0.5, 1]);
  });

  it('are below 1 where logoutd costs more', () => {
    expect(sharesOf(ours, theirs).cpuMicroseconds.median).toBe(0.5);
  });

  it('leave out a round that only one of them had', () => {
    expect(sharesOf(ours, theirs.slice(0, 1)).perSecond.most).toBe(0.5);
  });

  it('come with the figures themselves', () => {
    expect(spreadsOf(ours).cpuMicroseconds.median).toBe(125);
  });
});
