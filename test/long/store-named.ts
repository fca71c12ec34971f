/** The store that a command line asks for. */
import { hasRedis, WHY_NO_REDIS } from '../support/redis.ts';
import type { StoreKind } from '../support/stores/kind.ts';
import { redis } from '../support/stores/redis.ts';
import { sqlite } from '../support/stores/sqlite.ts';

/** Ends the process where it cannot be had. */
export function storeNamed(name: string): StoreKind {
  if (name !== 'redis') return sqlite;
  if (hasRedis) return redis;
  console.error(WHY_NO_REDIS);
  process.exit(1);
}
