/** The conformance suite on a real Redis that keeps all it is given. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { hasRedis, type RedisServer, startRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { describeStore } from '../conformance.ts';
import { describeLikeMemory } from '../like-memory.ts';
import { openOn } from './bench.ts';

let server: RedisServer | undefined;
beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.dispose());
beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

const open = () => openOn(server?.url ?? '');
describeStore('Redis', true, open);
describeLikeMemory('Redis', open);

/** Every cut-off that has anything to end is a large one, and is put on record one session at a time. */
const openInSteps = () => openOn(server?.url ?? '', '', { atOnce: 0, perStep: 1 });
describeStore('Redis, in the smallest steps,', true, openInSteps);
describeLikeMemory('Redis, in the smallest steps,', openInSteps, { oneByOne: true });
