/** A Redis has to be set so that it keeps what it acknowledges. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, SAFE, WHY_NO_REDIS } from '../../support/redis.ts';
import { endOnce } from '../things.ts';
import { serverForTest } from './bench.ts';
import { opened, refusal } from './refusal.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

/** What it has to be set to, and what may lose something. */
const settings = [
  ['appendonly', 'yes', 'no'],
  ['appendfsync', 'always', 'everysec'],
  ['maxmemory-policy', 'noeviction', 'allkeys-lru'],
  ['no-appendfsync-on-rewrite', 'no', 'yes'],
] as const;

it.each(settings)(
  'README says that %s has to be %s, where it speaks of Redis and of the setting',
  (name, safe) => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const row = /^\| `LOGOUTD_REDIS_DURABILITY` .*$/m.exec(readme)?.[0];
    const section = readme.split('**On Redis or Valkey.**')[1]?.split('\n\n')[0];
    for (const text of [row, section]) expect(text).toContain(`\`${name} ${safe}\``);
  },
);

describe('a Redis that may lose what it acknowledged', () => {
  it.each(settings)(
    'where %s has to be %s, and is %s, is refused with that, or used with a notice',
    async (name, safe, value) => {
      const advice = new RegExp(`Set ${name} ${safe}`);
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
      server.ask('CONFIG', 'SET', name, safe);
      expect((await opened(server.url)).notices).toEqual([expect.stringContaining('no marker file')]);
    },
  );

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
