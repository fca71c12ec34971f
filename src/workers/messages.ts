/** What the primary and its workers say to each other, each its own way. Both are of one version: nothing is checked. */
import type { MetricsData } from '../observe/metrics.ts';

/** Ties an answer to its question. */
interface Numbered {
  readonly id: number;
}

export type ToPrimary =
  /** A client has asked once more: how often is that, in this window? */
  | ({ readonly kind: 'hit'; readonly window: Window; readonly key: string } & Numbered)
  /** What do the metrics of all of us come to? */
  | ({ readonly kind: 'all-metrics' } & Numbered)
  /** Mine. Asked for, or, where `id` is `null`, my last ones. */
  | { readonly kind: 'own-metrics'; readonly id: number | null; readonly metrics: MetricsData };

export type ToWorker =
  | ({ readonly kind: 'hits'; readonly hits: Hits } & Numbered)
  | ({ readonly kind: 'all-metrics'; readonly text: string } & Numbered)
  | ({ readonly kind: 'own-metrics' } & Numbered)
  /** Finish what is under way, and end: the whole server does, or another worker has your place. */
  | { readonly kind: 'stop'; readonly forGood: boolean };

/** A limit, and for how long it counts. */
export interface Window {
  readonly limit: string;
  readonly ms: number;
}

export interface Hits {
  readonly count: number;
  /** Unix milliseconds. */
  readonly endsAtMs: number;
}
