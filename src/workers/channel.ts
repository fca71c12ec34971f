/** A worker's end of the channel to the primary. */
import type { CountsOf } from '../http/limits.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Hits, ToPrimary, ToWorker } from './messages.ts';
import { Questions } from './questions.ts';
import { SharedWindows } from './windows.ts';

const ANSWERED_WITHIN_MS = 1000;

export interface Channel {
  readonly countsOf: CountsOf;
  /** Prometheus text, of all processes. Rejects where the primary does not answer. */
  readonly metricsText: () => Promise<string>;
  /** Says the last there is to say. */
  close(): Promise<void>;
}

/** @param onStop called when the primary wants the process to end; with whether the whole server does */
export function openChannel(metrics: Metrics, onStop: (forGood: boolean) => void): Channel {
  const hits = new Questions<Hits>(ANSWERED_WITHIN_MS);
  const texts = new Questions<string>(ANSWERED_WITHIN_MS);
  /** Resolves once it is sent, or cannot be: without a primary this process ends. */
  const tell = (message: ToPrimary): Promise<void> =>
    new Promise((resolve) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
      else resolve();
    });
  const answer = async (id: number | null): Promise<void> => {
    await tell({ kind: 'own-metrics', id, metrics: await metrics.data() });
  };
  process.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'hits':
        hits.answered(message.id, message.hits);
        break;
      case 'all-metrics':
        texts.answered(message.id, message.text);
        break;
      case 'own-metrics':
        void answer(message.id);
        break;
      case 'stop':
        onStop(message.forGood);
        break;
    }
  });
  return {
    countsOf: (limit) =>
      new SharedWindows(limit, (window, key) =>
        hits.ask((id) => void tell({ kind: 'hit', id, window, key })),
      ),
    metricsText: () => texts.ask((id) => void tell({ kind: 'all-metrics', id })),
    close: () => answer(null),
  };
}
