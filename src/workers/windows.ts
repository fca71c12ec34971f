/** The limits' counts, kept by the primary, so that a client has one count with however many workers it speaks. */
import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import { WindowStore } from '../http/limits.ts';
import type { Hits, Window } from './messages.ts';

/** Of the primary. */
export class Windows {
  readonly #stores = new Map<string, WindowStore>();

  async hit({ limit, ms }: Window, key: string): Promise<Hits> {
    // A limit that was set anew begins anew.
    const name = `${limit} ${ms}`;
    let store = this.#stores.get(name);
    if (store === undefined) {
      store = new WindowStore();
      store.init({ windowMs: ms } as Options);
      this.#stores.set(name, store);
    }
    const { totalHits, resetTime } = await store.increment(key);
    return { count: totalHits, endsAtMs: resetTime?.getTime() ?? Date.now() + ms };
  }
}

/** Of a worker, for one limit. A primary that does not answer leaves it to its own count. */
export class SharedWindows implements Store {
  readonly #limit: string;
  readonly #ask: (window: Window, key: string) => Promise<Hits>;
  readonly #own = new WindowStore();
  #ms = 0;

  /** @param ask rejects where no answer came */
  constructor(limit: string, ask: (window: Window, key: string) => Promise<Hits>) {
    this.#limit = limit;
    this.#ask = ask;
  }

  init(options: Options): void {
    this.#ms = options.windowMs;
    this.#own.init(options);
  }

  async increment(key: string): Promise<ClientRateLimitInfo> {
    try {
      const { count, endsAtMs } = await this.#ask({ limit: this.#limit, ms: this.#ms }, key);
      return { totalHits: count, resetTime: new Date(endsAtMs) };
    } catch {
      return this.#own.increment(key);
    }
  }

  /** No limit of ours takes back what it has counted. */
  decrement(): never {
    throw new Error('a shared count only grows');
  }

  resetKey(): never {
    throw new Error('a shared count ends with its window');
  }
}
