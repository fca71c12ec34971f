/** The contract of `src/sessions/store.ts` as tests: whoever passes them is a session store. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { SessionStore } from '../../src/sessions/store.ts';
import { describeChanges } from './conformance/changes.ts';
import { describeClosing } from './conformance/closing.ts';
import { describeForgetting } from './conformance/forgetting.ts';
import { describeIdentities } from './conformance/identities.ts';
import { describeListing } from './conformance/listing.ts';
import { describeLog } from './conformance/log.ts';
import { describeUpdates } from './conformance/updates.ts';

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

export function describeStore(name: string, persists: boolean, open: OpenForTest): void {
  describe(`the ${name} store`, () => {
    let current: StoreUnderTest | null = null;
    const present = (): StoreUnderTest => {
      if (current === null) throw new Error('no store is open');
      return current;
    };
    beforeEach(async () => {
      current = await open();
    });
    afterEach(async () => {
      await present().dispose();
      current = null;
    });
    const bench: Bench = {
      store: () => present().store,
      reopen: () => present().reopen?.() ?? Promise.reject(new Error('this store does not persist')),
      persists,
      open,
    };
    describeUpdates(bench);
    describeChanges(bench);
    describeIdentities(bench);
    describeLog(bench);
    describeListing(bench);
    describeForgetting(bench);
    describeClosing(bench);
  });
}
