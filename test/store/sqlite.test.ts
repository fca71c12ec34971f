import { join } from 'node:path';
import { CUT_OFF_STEPS, type CutOffSteps } from '../../src/stores/pending.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import type { StoreUnderTest } from './conformance/bench.ts';
import { describeStore } from './conformance.ts';
import { describeLikeMemory } from './like-memory.ts';

const openForTest = () => openWith(CUT_OFF_STEPS);
describeStore('SQLite', true, openForTest);
describeLikeMemory('SQLite', openForTest);

/** Every cut-off that has anything to end is a large one, and is put on record one session at a time. */
const openInSteps = () => openWith({ atOnce: 0, perStep: 1 });
describeStore('SQLite, in the smallest steps,', true, openInSteps);
describeLikeMemory('SQLite, in the smallest steps,', openInSteps, { oneByOne: true });

async function openWith(steps: CutOffSteps): Promise<StoreUnderTest> {
  const folder = makeFolder();
  const path = join(folder, 'store.db');
  const { store } = openSqliteStore(path, { steps });
  const opened = [store];
  return {
    store,
    reopen: async () => {
      await opened.at(-1)?.close();
      const { store: again } = openSqliteStore(path, { steps });
      opened.push(again);
      return again;
    },
    dispose: async () => {
      for (const one of opened) await one.close();
      removeFolder(folder);
    },
  };
}
