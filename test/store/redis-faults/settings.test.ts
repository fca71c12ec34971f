/** A Redis has to be set so that it keeps what it acknowledges. */
import { beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, SAFE, WHY_NO_REDIS } from '../../support/redis.ts';
import { endOnce } from '../things.ts';
import { serverForTest } from './bench.ts';
import { opened, refusal } from './refusal.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

describe('a Redis that may lose what it acknowledged', () => {
  it.each([
    ['appendonly', 'no', /Set appendonly yes/],
    ['appendfsync', 'everysec', /Set appendfsync always/],
    ['maxmemory-policy', 'allkeys-lru', /Set maxmemory-policy noeviction/],
    ['no-appendfsync-on-rewrite', 'yes', /Set no-appendfsync-on-rewrite no/],
  ])('by %s %s is refused with the setting to change, or used with a notice', async (name, value, advice) => {
    const server = await serverForTest({ args: [...SAFE, `--${name}`, value] });
    const { code, message } = await refusal(server.url);
    expect(code).toBe('not-usable');
    expect(message).toMatch(advice);
    expect(message).toContain('LOGOUTD_REDIS_DURABILITY=warn');
    const { store, notices } = await opened(server.url, { redisDurability: 'warn' });
    expect(notices).toEqual([expect.stringMatching(advice)]);
    expect(await endOnce(store)).toBe('ended');
    await store.check();
    await store.close();
    server.ask('CONFIG', 'SET', name, /(\S+)$/.exec(advice.source)?.[1] ?? '');
    expect((await opened(server.url)).notices).toEqual([expect.stringContaining('no marker file')]);
  });

  it('is not told apart from one that does not say', async () => {
    const server = await serverForTest({ args: [...SAFE, '--rename-command', 'CONFIG', ''] });
    expect((await refusal(server.url)).message).toMatch(/does not say how it syncs/);
    const { notices } = await opened(server.url, { redisDurability: 'warn' });
    expect(notices).toEqual([expect.stringMatching(/does not say how it syncs/)]);
  });

  it('says all of it at once, as a server out of the box does', async () => {
    const server = await serverForTest({ args: [] });
    const { message } = await refusal(server.url);
    expect(message).toMatch(/Set appendonly yes.*Set appendfsync always/);
  });
});
