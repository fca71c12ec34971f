import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../../src/observe/metrics.ts';
import { Gatherer, type Told } from '../../../src/workers/gatherer.ts';
import type { ToWorker } from '../../../src/workers/messages.ts';

/** A worker in this process: it answers in a later turn of the event loop, as one over a channel does. */
class Process implements Told {
  readonly metrics: Metrics = createMetrics();
  readonly #gatherer: Gatherer<Process>;
  answers = true;

  constructor(gatherer: Gatherer<Process>) {
    this.#gatherer = gatherer;
  }

  tell(message: ToWorker): void {
    if (this.answers && message.kind === 'own-metrics') void this.#answer(message.id);
  }

  async #answer(id: number): Promise<void> {
    this.#gatherer.said(this, { kind: 'own-metrics', id, metrics: await this.metrics.data() });
  }

  async lastWords(): Promise<void> {
    this.#gatherer.said(this, { kind: 'own-metrics', id: null, metrics: await this.metrics.data() });
    this.#gatherer.departed(this);
  }
}

const ended = (text: string): number =>
  Number(/^logoutd_sessions_ended_total\{.*\} (\d+)$/m.exec(text)?.[1] ?? 0);
const started = (count: number) => {
  const gatherer = new Gatherer<Process>(createMetrics());
  return { gatherer, processes: Array.from({ length: count }, () => new Process(gatherer)) };
};

describe('the metrics of all processes', () => {
  it('are the sum of what each has counted', async () => {
    const { gatherer, processes } = started(3);
    for (const { metrics } of processes) metrics.sessionEnded('platform', 'current');
    expect(ended(await gatherer.text(processes))).toBe(3);
  });

  it('have each metric once', async () => {
    const { gatherer, processes } = started(3);
    const names = [...(await gatherer.text(processes)).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('logoutd_workers_lost_total');
  });

  it('have what one said before where it does not answer', async () => {
    const { gatherer, processes } = started(2);
    for (const { metrics } of processes) metrics.sessionEnded('platform', 'current');
    await gatherer.text(processes);
    const [first] = processes;
    if (first !== undefined) first.answers = false;
    processes[1]?.metrics.sessionEnded('platform', 'current');
    expect(ended(await gatherer.text(processes))).toBe(3);
  });

  it('keep what those had counted that are gone, its last words too, but not what they held', async () => {
    const { gatherer, processes } = started(3);
    const [first, second, third] = processes;
    for (const { metrics } of processes) metrics.sessionEnded('platform', 'current');
    first?.metrics.sessionEnded('platform', 'current');
    await first?.lastWords();
    await second?.lastWords();
    const text = await gatherer.text(third === undefined ? [] : [third]);
    expect(ended(text)).toBe(4);
    // One of this process, one of the third.
    const own = Number(/^nodejs_heap_size_total_bytes (\d+)$/m.exec(await createMetrics().text())?.[1]);
    expect(Number(/^nodejs_heap_size_total_bytes (\d+)$/m.exec(text)?.[1])).toBeLessThan(own * 2.5);
  });
});
