import { join } from 'node:path';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import type { StoreUnderTest } from './conformance/bench.ts';
import { describeStore } from './conformance.ts';
import { describeLikeMemory } from './like-memory.ts';

describeStore('SQLite', true, openForTest);

describeLikeMemory('SQLite', openForTest);

async function openForTest(): Promise<StoreUnderTest> {
  const folder = makeFolder();
  const path = join(folder, 'store.db');
  const { store } = openSqliteStore(path);
  const opened = [store];
  return {
    store,
    reopen: async () => {
      await opened.at(-1)?.close();
      const { store: again } = openSqliteStore(path);
      opened.push(again);
      return again;
    },
    dispose: async () => {
      for (const one of opened) await one.close();
      removeFolder(folder);
    },
  };
}
