import { describe, expect, it } from 'vitest';
import { thinned, ticks } from './scale.ts';
import { drawGraph } from './svg.ts';

describe('an axis', () => {
  it.each([
    [1, [0, 0.5, 1]],
    [60, [0, 20, 40, 60]],
    [261, [0, 100, 200, 300]],
    [30_000, [0, 10_000, 20_000, 30_000]],
  ])('to %d has round steps, and reaches it', (greatest, expected) => {
    expect(ticks(greatest)).toEqual(expected);
  });
});

describe('a line of many points', () => {
  it('keeps its peaks when it is thinned', () => {
    const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: x === 501 ? 99 : x === 502 ? -99 : 0 }));
    const few = thinned(points, 50);
    expect(few.length).toBeLessThanOrEqual(100);
    expect(few).toEqual(expect.arrayContaining([points[501], points[502]]));
    expect(few.map(({ x }) => x)).toEqual(few.map(({ x }) => x).toSorted((a, b) => a - b));
  });
});

describe('the graph', () => {
  const graph = drawGraph({
    title: 'Load & <rest>',
    subtitle: 'an hour',
    xUnit: 'minutes',
    shadedFrom: 30,
    panels: [
      {
        title: 'Memory',
        unit: 'MiB',
        lines: [
          { label: 'resident', points: [0, 30, 60].map((x) => ({ x, y: x * 3 })) },
          { label: 'heap', points: [0, 30, 60].map((x) => ({ x, y: 0 })) },
        ],
      },
      { title: 'Errors', unit: 'errors', lines: [{ label: '', points: [0, 60].map((x) => ({ x, y: 0 })) }] },
    ],
  });

  it('has a title, units, names and a line for each series, and nothing from anywhere else', () => {
    for (const text of ['Load &amp; &lt;rest&gt;', '>MiB<', '>resident<', '>heap<', '>minutes<']) {
      expect(graph).toContain(text);
    }
    expect(graph.match(/<polyline/g)).toHaveLength(3);
    expect(graph.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|NaN|Infinity|undefined/);
  });

  it('has colours of its own for dark ground', () => {
    expect(graph).toContain('@media (prefers-color-scheme: dark)');
  });
});
