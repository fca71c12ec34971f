import { describe, expect, it } from 'vitest';
import { chance } from '../random.ts';
import { judge, type Point, type Rule } from './verdict.ts';

const MINUTES = 60;
const EVERY_SECONDS = 5;
const memory: Rule = { name: 'memory', unit: 'MiB', of: 'median', slack: 8 };

/** An hour of samples: `at` gives the value at a share of the run. */
function hour(at: (share: number, index: number) => number): readonly Point[] {
  const count = (MINUTES * 60) / EVERY_SECONDS;
  return Array.from({ length: count }, (_, index) => ({
    atSeconds: (index + 1) * EVERY_SECONDS,
    value: at((index + 1) / count, index),
  }));
}

describe('a plateau', () => {
  const random = chance(7);
  const noise = (of: number): number => (random.next() - 0.5) * 2 * of;

  it('is what only wavers', () => {
    const { plateau, level } = judge(
      memory,
      hour(() => 180 + noise(25)),
    );
    expect(plateau).toBe(true);
    expect(level).toBeCloseTo(180, -1);
  });

  it('is what grew in the first half only, or shrinks', () => {
    expect(
      judge(
        memory,
        hour((share) => Math.min(180, 80 + 300 * share)),
      ).plateau,
    ).toBe(true);
    expect(
      judge(
        memory,
        hour((share) => 300 - 100 * share),
      ).plateau,
    ).toBe(true);
  });

  it('may have peaks that pass', () => {
    expect(
      judge(
        memory,
        hour((_, index) => (index % 97 === 0 ? 900 : 180)),
      ).plateau,
    ).toBe(true);
  });

  it('may rise and fall in rounds of a minute, as what is forgotten by the minute does', () => {
    const { plateau } = judge(
      memory,
      hour((_, index) => 100 + (index % 12) * 5),
    );
    expect(plateau).toBe(true);
  });

  it('is not what creeps up by a tenth, under noise of twice as much', () => {
    const judged = judge(
      memory,
      hour((share) => 180 + 36 * share + noise(36)),
    );
    expect(judged.plateau).toBe(false);
    expect(judged.growth).toBeGreaterThan(judged.permitted);
  });

  it('is not what grows below a heap that is collected now and then', () => {
    const saw = (share: number, index: number): number => 40 + 20 * share + (index % 9) * 10;
    const heap: Rule = { ...memory, of: 'least', slack: 4 };
    expect(judge(heap, hour(saw)).plateau).toBe(false);
    expect(
      judge(
        heap,
        hour((_, index) => saw(0, index)),
      ).plateau,
    ).toBe(true);
  });

  it('is not what nobody could measure', () => {
    expect(
      judge(
        memory,
        hour(() => Number.NaN),
      ).plateau,
    ).toBe(false);
    expect(judge(memory, []).plateau).toBe(false);
  });
});
