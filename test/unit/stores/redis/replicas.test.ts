import { describe, expect, it } from 'vitest';
import { Deadline } from '../../../../src/stores/redis/deadline.ts';
import { Replicas } from '../../../../src/stores/redis/replicas.ts';
import type { Runner } from '../../../../src/stores/redis/runner.ts';

function waiting(answer: unknown, hasWaitAof: boolean) {
  const asked: (readonly string[])[] = [];
  const runWith = async (_: unknown, command: readonly string[]) => {
    asked.push(command);
    return answer;
  };
  const runner = { runWith } as unknown as Runner;
  return {
    asked,
    replicas: new Replicas({ runner, name: 'Redis', wanted: 2, hasWaitAof: () => hasWaitAof }),
  };
}

describe('waiting for replicas', () => {
  it('asks an older server that they have it, and a newer that they have it on disk', async () => {
    const [older, newer] = [waiting(2, false), waiting([1, 2], true)];
    await older.replicas.caughtUp(new Deadline());
    await newer.replicas.caughtUp(new Deadline());
    expect(older.asked).toEqual([['WAIT', '2', '1000']]);
    expect(newer.asked).toEqual([['WAITAOF', '1', '2', '1000']]);
  });

  it.each([
    [1, false],
    [[1, 1], true],
  ])('rejects when the answer is %j', async (answer, hasWaitAof) => {
    await expect(waiting(answer, hasWaitAof).replicas.caughtUp(new Deadline())).rejects.toThrow(
      /1 of 2 replicas/,
    );
  });

  it('is shared by those who ask while it goes on, but by none whom it does not cover', async () => {
    const { asked, replicas } = waiting(2, false);
    const first = replicas.caughtUp(new Deadline());
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, ...Array.from({ length: 10 }, () => replicas.caughtUp(new Deadline()))]);
    expect(asked.length).toBeLessThanOrEqual(2);
    await replicas.caughtUp(new Deadline());
    expect(asked.length).toBeLessThanOrEqual(3);
  });
});
