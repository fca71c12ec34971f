/** The store of this run of the tests: SQLite, or in vitest's project `redis` a Redis. */
import type { StoreKind } from './kind.ts';
import { redis } from './redis.ts';
import { sqlite } from './sqlite.ts';

export const store: StoreKind = process.env['LOGOUTD_TEST_STORE'] === 'redis' ? redis : sqlite;
