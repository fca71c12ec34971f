import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Background } from '../../../src/stores/background.ts';

describe('work in the background', () => {
  it('takes steps until the last, one at a time, and rests between them', async () => {
    const seen: string[] = [];
    const background = new Background(async () => {
      seen.push('begins');
      await pause(1);
      seen.push('ends');
      return seen.filter((one) => one === 'ends').length === 3 ? 'nothing' : 'more';
    });
    background.start();
    setImmediate(() => seen.push('others'));
    await background.settled();
    expect(seen.filter((one) => one !== 'others')).toEqual([
      'begins',
      'ends',
      'begins',
      'ends',
      'begins',
      'ends',
    ]);
    expect(seen).toContain('others');
  });

  it('is done again where more came up during its last step', async () => {
    let steps = 0;
    const background = new Background(async () => {
      steps += 1;
      if (steps === 1) background.start();
      return 'nothing';
    });
    background.start();
    await background.settled();
    expect(steps).toBe(2);
  });

  it('takes a step again that failed, and is waited for no longer than that', async () => {
    let steps = 0;
    const background = new Background(async () => {
      steps += 1;
      if (steps === 1) throw new Error('not now');
      return 'nothing';
    });
    background.start();
    await background.settled(1);
    expect(steps).toBe(1);
    await background.settled(5000);
    expect(steps).toBe(2);
  });

  it('leaves others alone for a good while when the time is bad, and goes on then', async () => {
    const begunMs: number[] = [];
    const background = new Background(async () => {
      begunMs.push(performance.now());
      return begunMs.length === 1 ? 'later' : 'nothing';
    });
    background.start();
    await background.settled(5000);
    const [first = 0, second = 0] = begunMs;
    expect(begunMs).toHaveLength(2);
    expect(second - first).toBeGreaterThan(500);
  });

  it('takes no step once it is stopped', async () => {
    let steps = 0;
    const background = new Background(async () => {
      steps += 1;
      return 'more';
    });
    background.start();
    background.stop();
    await background.settled();
    background.start();
    await background.settled();
    expect(steps).toBe(1);
  });
});
