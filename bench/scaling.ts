/** `--workers`: one and two workers, as `LOGOUTD_WORKERS` has it, on SQLite and on a Redis of their own. */
import { join } from 'node:path';
import { openStore } from '../src/stores/open.ts';
import { hasRedis, startRedis } from '../test/support/redis.ts';
import type { Pair } from './comparison.ts';
import type { Contestant } from './contestant.ts';
import { databaseIn, logoutdAnswers, logoutdCommand, logoutdEnvironment } from './logoutd.ts';
import type { Contract } from './questions.ts';

type Store = 'sqlite' | 'redis';
const nameOf = (store: Store, workers: number): string => `${store} ${workers}`;

/** Under the first process. Several processes are not kept to one core. */
const contestant = (store: Store, workers: number, contract: Contract): Contestant => ({
  name: nameOf(store, workers),
  baseline: null,
  says: `logoutd with ${workers === 1 ? 'one worker' : `${workers} workers`} on ${store === 'redis' ? 'Redis, with appendfsync always' : 'SQLite'}`,
  answers: logoutdAnswers(contract),
  program: async (folder) => {
    const redis = store === 'redis' ? await startRedis() : null;
    const storeUrl = redis?.url ?? `sqlite:${databaseIn(folder)}`;
    return {
      command: logoutdCommand,
      env: { ...logoutdEnvironment(folder), LOGOUTD_STORE: storeUrl, LOGOUTD_WORKERS: String(workers) },
      core: 'any',
      ended: { by: 'counting', count: () => entriesIn(storeUrl, join(folder, 'data')) },
      ...(redis === null
        ? {}
        : {
            besides: {
              processes: () => [redis.process().pid ?? []].flat(),
              dispose: () => redis.dispose(),
            },
          }),
    };
  },
});

const stores: readonly Store[] = hasRedis ? ['sqlite', 'redis'] : ['sqlite'];

export const scalingContestants = (contract: Contract): readonly Contestant[] =>
  stores.flatMap((store) => [1, 2].map((workers) => contestant(store, workers, contract)));

/** Two workers against one, on each store; and Redis, where there is one, against SQLite, with as many. */
export const scalingPairs: readonly Pair[] = [
  ...stores.map((store) => ({ of: nameOf(store, 2), against: nameOf(store, 1) })),
  ...(hasRedis
    ? [1, 2].map((workers) => ({ of: nameOf('redis', workers), against: nameOf('sqlite', workers) }))
    : []),
];

/** Each logout leaves an entry in the log. */
async function entriesIn(storeUrl: string, dataFolder: string): Promise<number> {
  const { store } = await openStore(storeUrl, { dataFolder });
  try {
    return (await store.readLog(0, 1)).lastCursor;
  } finally {
    await store.close();
  }
}
