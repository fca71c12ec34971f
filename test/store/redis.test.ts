/** The conformance suite on a real Redis. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openStore } from '../../src/stores/open.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { describeStore } from './conformance.ts';

let server: RedisServer | undefined;
let next = 0;
beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.dispose());
beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

describeStore('Redis', true, async () => {
  const dataFolder = makeFolder();
  const url = `${server?.url}?prefix=t${next++}`;
  const { store } = await openStore(url, { dataFolder });
  const opened = [store];
  return {
    store,
    reopen: async () => {
      await opened.at(-1)?.close();
      const { store: again } = await openStore(url, { dataFolder });
      opened.push(again);
      return again;
    },
    dispose: async () => {
      for (const one of opened) await one.close();
      removeFolder(dataFolder);
    },
  };
});
