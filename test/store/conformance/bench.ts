/** What the parts of the conformance suite work on. */
import type { SessionStore } from '../../../src/sessions/store.ts';

/** An empty store of the kind under test. */
export interface StoreUnderTest {
  readonly store: SessionStore;
  /** Closes it and opens the same one again; `null` where nothing outlives the closing. */
  readonly reopen: (() => Promise<SessionStore>) | null;
  /** Closes what is open and removes all traces. */
  readonly dispose: () => Promise<void>;
}

export type OpenForTest = () => Promise<StoreUnderTest>;

/** What each part of the suite is given: a fresh store for every test. */
export interface Bench {
  readonly store: () => SessionStore;
  readonly reopen: () => Promise<SessionStore>;
  readonly persists: boolean;
  readonly open: OpenForTest;
}
