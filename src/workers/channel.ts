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
  /** Says the last there is to say, and lets the process end. */
  close(): Promise<void>;
}

/** @param onStop called when the primary wants the process to end */
export function openChannel(metrics: Metrics, onStop: () => void): Channel {
  const hits = new Questions<Hits>(ANSWERED_WITHIN_MS);
  const texts = new Questions<string>(ANSWERED_WITHIN_MS);
  const tell = (message: ToPrimary): void => {
    // What cannot be sent is of no use: without a primary this process ends.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  const answer = async (id: number | null): Promise<void> => {
    tell({ kind: 'own-metrics', id, metrics: await metrics.data() });
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
        onStop();
        break;
    }
  });
  return {
    countsOf: (limit) =>
      new SharedWindows(limit, (window, key) => hits.ask((id) => tell({ kind: 'hit', id, window, key }))),
    metricsText: () => texts.ask((id) => tell({ kind: 'all-metrics', id })),
    close: async () => {
      await answer(null);
      if (process.connected) process.disconnect();
    },
  };
}
