/** The contract of `src/sessions/store.ts` as tests: whoever passes them is a session store. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Bench, OpenForTest, StoreUnderTest } from './conformance/bench.ts';
import { describeChanges } from './conformance/changes.ts';
import { describeClosing } from './conformance/closing.ts';
import { describeForgetting } from './conformance/forgetting.ts';
import { describeIdentities } from './conformance/identities.ts';
import { describeLargeCutOffs } from './conformance/large-cut-offs.ts';
import { describeListing } from './conformance/listing.ts';
import { describeLog } from './conformance/log.ts';
import { describeScopes } from './conformance/scopes.ts';
import { describeUpdates } from './conformance/updates.ts';

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
    describeScopes(bench);
    describeLargeCutOffs(bench);
    describeUpdates(bench);
    describeChanges(bench);
    describeIdentities(bench);
    describeLog(bench);
    describeListing(bench);
    describeForgetting(bench);
    describeClosing(bench);
  });
}
