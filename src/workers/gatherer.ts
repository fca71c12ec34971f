/** Asks the processes for their metrics, and sums up what they say. */
import type { Metrics } from '../observe/metrics.ts';
import { GatheredMetrics } from './gathered-metrics.ts';
import type { ToPrimary, ToWorker } from './messages.ts';
import { Questions } from './questions.ts';

/** Less than a worker waits for the answer. */
const ASKED_FOR_MS = 500;

export interface Told {
  tell(message: ToWorker): void;
}

export class Gatherer<Worker extends Told> {
  readonly #own: Metrics;
  readonly #gathered = new GatheredMetrics<Worker>();
  readonly #questions = new Questions<void>(ASKED_FOR_MS);

  /** @param own of this process */
  constructor(own: Metrics) {
    this.#own = own;
  }

  /** Prometheus text. Of a worker that does not answer, it is what it has said before. */
  async text(workers: readonly Worker[]): Promise<string> {
    const asked = workers.map((worker) =>
      this.#questions.ask((id) => worker.tell({ kind: 'own-metrics', id })),
    );
    await Promise.allSettled(asked);
    return this.#gathered.text(await this.#own.data());
  }

  said(worker: Worker, { id, metrics }: Extract<ToPrimary, { kind: 'own-metrics' }>): void {
    this.#gathered.said(worker, metrics);
    if (id !== null) this.#questions.answered(id);
  }

  departed(worker: Worker): void {
    this.#gathered.departed(worker);
  }
}
