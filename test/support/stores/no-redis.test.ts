/** Stands for all suites of the project `redis` where they cannot run. */
import { it } from 'vitest';
import { WHY_NO_REDIS } from '../redis.ts';

it('the contracts are kept on a Redis as on SQLite', ({ skip }) => skip(WHY_NO_REDIS));
