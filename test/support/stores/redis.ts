/** A real Redis for each working folder, so that what befalls one is no other server's business. */
import { join } from 'node:path';
import { openStore } from '../../../src/stores/open.ts';
import { lookThroughFiles } from '../canaries.ts';
import { type RedisServer, startRedis } from '../redis.ts';
import type { StoreKind } from './kind.ts';

const started = new Map<string, RedisServer>();

function redisOf(folder: string): RedisServer {
  const redis = started.get(folder);
  if (redis === undefined) throw new Error(`no server was started in ${folder}`);
  return redis;
}

export const redis: StoreKind = {
  settingsFor: async (folder) => {
    if (!started.has(folder)) started.set(folder, await startRedis());
    return { LOGOUTD_STORE: redisOf(folder).url };
  },

  urlOf: (folder) => redisOf(folder).url,

  refuseWrites: (folder) => {
    const { ask } = redisOf(folder);
    ask('CONFIG', 'SET', 'maxmemory', '1');
    return () => ask('CONFIG', 'SET', 'maxmemory', '0');
  },

  damage: (folder) => {
    redisOf(folder).ask('FLUSHALL');
  },

  emptyLog: async (folder) => {
    const { store } = await openStore(redisOf(folder).url, { dataFolder: join(folder, 'data') });
    await store.trimLog(Number.MAX_SAFE_INTEGER, 1000);
    await store.close();
  },

  dispose: async () => {
    for (const [folder, one] of started) {
      started.delete(folder);
      await one.kill();
      lookThroughFiles(join(one.folder, 'appendonlydir'));
      await one.dispose();
    }
  },
};
