/** The metrics of all processes as one: what they counted is summed up, and stays counted when one of them ends. */
import { AggregatorRegistry } from 'prom-client';
import type { MetricsData } from '../observe/metrics.ts';

export class GatheredMetrics<Process> {
  /** What each has said last. */
  readonly #last = new Map<Process, MetricsData>();
  /** Counters that fall look like a restart to Prometheus, which then counts all that is left once more. */
  #departed: Promise<MetricsData> = Promise.resolve([]);

  said(process: Process, data: MetricsData): void {
    this.#last.set(process, data);
  }

  departed(process: Process): void {
    const counted = (this.#last.get(process) ?? []).filter(({ type }) => isCounted(type));
    this.#last.delete(process);
    this.#departed = this.#departed.then((before) => summed([before, counted]).getMetricsAsJSON());
  }

  /** Prometheus text. @param own of this process, at this moment */
  async text(own: MetricsData): Promise<string> {
    const departed = await this.#departed;
    return summed([own, ...this.#last.values(), departed]).metrics();
  }
}

const summed = (all: readonly MetricsData[]) => AggregatorRegistry.aggregate(all as object[]);

/** `type` is a word, whatever the types say. */
const isCounted = (type: unknown): boolean => type === 'counter' || type === 'histogram';
