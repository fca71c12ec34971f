/** What stands in the store of a server, read as a program beside it would. */
import { join } from 'node:path';
import type { LogEntry } from '../../../src/sessions/model.ts';
import type { SessionStore } from '../../../src/sessions/store.ts';
import { openStore } from '../../../src/stores/open.ts';
import { store as kind } from './under-test.ts';

/** A store in a file has to be that of a server that was stopped. */
export async function withStoreOf<R>(folder: string, use: (store: SessionStore) => Promise<R>): Promise<R> {
  const { store } = await openStore(kind.urlOf(folder), { dataFolder: join(folder, 'data') });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The log of all that ended, oldest first. */
export const storedLog = (folder: string): Promise<readonly LogEntry[]> =>
  withStoreOf(folder, async (store) => (await store.readLog(0, 1000)).entries);
