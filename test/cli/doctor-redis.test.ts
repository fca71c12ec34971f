/** `logoutd doctor` before a server is started on Redis: what a start would say, and nothing is made. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { hasRedis, SAFE, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { productionEnv, startServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { examined } from './examined.ts';
import { at } from './logoutd.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

async function aRedis(args: readonly string[] = SAFE) {
  const redis = await startRedis({ args });
  onTestFinished(() => redis.dispose());
  return redis;
}

/** What it says of the store, each with its verdict. */
async function saidOfStore(cwd: string, env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  // A port where nobody listens.
  const { findings } = await examined({ cwd, env: { ...productionEnv(), PORT: '9', ...env } });
  return findings.flatMap(({ verdict, about, says }) => (about === 'store' ? [`${verdict}: ${says}`] : []));
}

it('finds a server that can be used, before and after there is a store on it', async () => {
  const redis = await aRedis();
  const cwd = folderForTest();
  const env = { LOGOUTD_STORE: redis.url };
  expect(await saidOfStore(cwd, env)).toEqual([
    expect.stringMatching(/^ok: there is none on Redis at \S+ yet; the first start makes it$/),
  ]);
  expect([redis.ask('dbsize'), existsSync(join(cwd, 'data'))]).toEqual(['0', false]);
  const server = await startServer({ folder: cwd, env });
  await server.stop();
  expect(await saidOfStore(cwd, env)).toEqual([
    expect.stringMatching(/^ok: Redis at \S+ can be used, and its store can be opened$/),
  ]);
  redis.ask('flushall');
  expect(await saidOfStore(cwd, env)).toEqual([
    expect.stringMatching(/^wrong: .*there is no store, but its marker file/),
  ]);
});

it('says which setting of it would lose what was acknowledged, or warns of it', async () => {
  const { url } = await aRedis(['--appendonly', 'no']);
  const [wrong] = await saidOfStore(folderForTest(), { LOGOUTD_STORE: url });
  expect(wrong).toMatch(/^wrong: .*Set appendonly yes/);
  const warned = await saidOfStore(folderForTest(), { LOGOUTD_STORE: url, LOGOUTD_REDIS_DURABILITY: 'warn' });
  expect(warned).toEqual(expect.arrayContaining([expect.stringMatching(/^warn: .*Set appendonly yes/)]));
});

it('says that nobody answers there', async () => {
  const [wrong] = await saidOfStore(folderForTest(), { LOGOUTD_STORE: 'redis://127.0.0.1:9' });
  expect(wrong).toMatch(/^wrong: .*it refuses the connection/);
});

it('says once and concretely that the store of a server that runs is away', async () => {
  const redis = await aRedis();
  const server = await ownServer({ env: { LOGOUTD_STORE: redis.url } });
  await redis.kill();
  const env = { ...productionEnv(), ...at(server).env, LOGOUTD_STORE: redis.url };
  const { status, wrong, warn } = await examined({ cwd: server.folder, env });
  expect([status, warn]).toEqual([1, []]);
  expect(wrong).toEqual([
    expect.stringMatching(/^store: the server’s takes no writes, or it is stopping: its log says why\./),
    `store: Redis at 127.0.0.1:${redis.port}: it refuses the connection. Start it, or correct address and port in LOGOUTD_STORE.`,
  ]);
  const wrongKey = { ...env, LOGOUTD_KEY: 'not-the-key-of-it' };
  expect((await examined({ cwd: server.folder, env: wrongKey })).wrong).toContainEqual(
    expect.stringMatching(/^server: .* does not know the key/),
  );
});
