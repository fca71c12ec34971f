/** A Redis store under test: every one has a prefix of its own in the server that it is given. */
import type { CutOffSteps } from '../../../src/stores/pending.ts';
import { readAddress } from '../../../src/stores/redis/address.ts';
import { openRedisStore } from '../../../src/stores/redis/open.ts';
import { makeFolder, removeFolder } from '../../support/folders.ts';
import type { StoreUnderTest } from '../conformance/bench.ts';

let next = 0;

/** `url` without `?`; `query` as it is after it. */
export async function openOn(url: string, query = '', steps?: CutOffSteps): Promise<StoreUnderTest> {
  const folder = makeFolder();
  next += 1;
  const [scheme = '', rest = ''] = url.split(/:(.*)/);
  const address = readAddress(`${rest}?prefix=t${next}${query}`, scheme === 'rediss') ?? never();
  const open = async () => {
    const options = { folder, durability: 'strict', ...(steps && { steps }) } as const;
    return (await openRedisStore(address, options)).store;
  };
  const opened = [await open()];
  return {
    store: opened[0] ?? never(),
    reopen: async () => {
      await opened.at(-1)?.close();
      const again = await open();
      opened.push(again);
      return again;
    },
    dispose: async () => {
      for (const one of opened) await one.close();
      removeFolder(folder);
    },
  };
}

function never(): never {
  throw new Error('no store can be opened there');
}
