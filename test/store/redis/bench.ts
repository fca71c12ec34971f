/** A Redis store under test: every one has a prefix of its own in the server that it is given. */
import { openStore } from '../../../src/stores/open.ts';
import { makeFolder, removeFolder } from '../../support/folders.ts';
import type { StoreUnderTest } from '../conformance/bench.ts';

let next = 0;

/** `url` without `?`; `query` as it is after it. */
export async function openOn(url: string, query = ''): Promise<StoreUnderTest> {
  const dataFolder = makeFolder();
  next += 1;
  const whole = `${url}?prefix=t${next}${query}`;
  const opened = [(await openStore(whole, { dataFolder })).store];
  return {
    store: opened[0] ?? never(),
    reopen: async () => {
      await opened.at(-1)?.close();
      const { store: again } = await openStore(whole, { dataFolder });
      opened.push(again);
      return again;
    },
    dispose: async () => {
      for (const one of opened) await one.close();
      removeFolder(dataFolder);
    },
  };
}

function never(): never {
  throw new Error('no store was opened');
}
