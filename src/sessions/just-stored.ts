/** What this process has put into the store within the last seconds: who read before that, and notes after it, knows less. */
import { sessionKey } from './identity.ts';
import type { Session } from './model.ts';

export type StoredSighting = Pick<Session, 'issuer' | 'sessionId' | 'lastSeenAtMs' | 'keyId'>;

/** Longer than any store may take to answer. */
const KEPT_MS = 5000;
const CAPACITY = 20_000;

export class JustStored {
  readonly #now: () => number;
  /** Oldest first. */
  readonly #kept = new Map<string, { readonly sighting: StoredSighting; readonly untilMs: number }>();

  /** `now`: milliseconds of a clock that is never set. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  add({ issuer, sessionId, lastSeenAtMs, keyId }: StoredSighting): void {
    const nowMs = this.#now();
    const sighting = { issuer, sessionId, lastSeenAtMs, keyId };
    const key = sessionKey(sighting);
    this.#kept.delete(key);
    this.#kept.set(key, { sighting, untilMs: nowMs + KEPT_MS });
    for (const [one, { untilMs }] of this.#kept) {
      if (untilMs > nowMs && this.#kept.size <= CAPACITY) return;
      this.#kept.delete(one);
    }
  }

  /** What the store has of a session that was read a moment ago. */
  latest(read: StoredSighting): StoredSighting {
    const kept = this.#kept.get(sessionKey(read))?.sighting;
    return kept === undefined || kept.lastSeenAtMs < read.lastSeenAtMs ? read : kept;
  }
}
