/** Which Redis a store is opened on, and what the marker on this machine has to say of it. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { folderForTest } from '../../support/folders.ts';
import { hasRedis, WHY_NO_REDIS } from '../../support/redis.ts';
import { endOnce } from '../things.ts';
import { serverForTest, storeForTest } from './bench.ts';
import { opened, refusal } from './refusal.ts';

beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

describe('a new store on Redis', () => {
  it('is made without a notice, and leaves a marker for its owner only', async () => {
    const server = await serverForTest();
    const folder = join(folderForTest(), 'data');
    const { identity, notices } = await opened(server.url, { dataFolder: folder });
    expect(notices).toEqual([]);
    expect(identity).toMatch(/^[0-9a-f]{32}$/);
    const [name = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).toContain(`Redis at 127.0.0.1:${server.port}`);
    expect(text).toContain(identity);
  });

  it('is taken without its marker, with a notice, once', async () => {
    const server = await serverForTest();
    const first = await opened(server.url);
    const dataFolder = folderForTest();
    const second = await opened(server.url, { dataFolder });
    expect(second.identity).toBe(first.identity);
    expect(second.notices).toEqual([expect.stringContaining('had no marker file here')]);
    expect((await opened(server.url, { dataFolder })).notices).toEqual([]);
  });

  it('shares the server with others, by prefix and by database', async () => {
    const server = await serverForTest();
    const dataFolder = folderForTest();
    const urls = ['', '?prefix=other', '/1', '/1?prefix=other'].map((rest) => server.url + rest);
    const stores = await Promise.all(urls.map((url) => storeForTest(url, dataFolder)));
    for (const store of stores) expect(await endOnce(store)).toBe('ended');
    expect(new Set(stores.map(({ logId }) => logId)).size).toBe(4);
    expect(readdirSync(dataFolder)).toHaveLength(4);
    expect(server.ask('KEYS', '*').split('\n')).not.toContain(
      expect.not.stringMatching(/^logoutd:\{(main|other)\}:/),
    );
  });

  it('is one, where two instances make it at once', async () => {
    const server = await serverForTest();
    const both = await Promise.all([opened(server.url), opened(server.url)]);
    expect(both[0]?.identity).toBe(both[1]?.identity);
  });
});

describe('a store on Redis is not opened', () => {
  it('on a server that was emptied since, and is as the message says, or once the data is back', async () => {
    const server = await serverForTest();
    const dataFolder = folderForTest();
    await storeForTest(server.url, dataFolder);
    server.ask('FLUSHALL');
    const { code, message } = await refusal(server.url, { dataFolder });
    expect(code).toBe('database-missing');
    const marker = /delete (\S+\.marker)\. /.exec(message)?.[1] ?? '';
    rmSync(marker);
    expect((await opened(server.url, { dataFolder })).notices).toEqual([]);
  });

  it('on another store than the one that was there', async () => {
    const [server, dataFolder] = [await serverForTest(), folderForTest()];
    await storeForTest(server.url, dataFolder);
    server.ask('FLUSHALL');
    await storeForTest(server.url);
    const { code, message } = await refusal(server.url, { dataFolder });
    expect(code).toBe('other-identity');
    rmSync(/delete the marker file (\S+\.marker)\./.exec(message)?.[1] ?? '');
    await opened(server.url, { dataFolder });
  });

  it('where its marker is damaged, or cannot be written', async () => {
    const [server, dataFolder] = [await serverForTest(), folderForTest()];
    await storeForTest(server.url, dataFolder);
    const [name = ''] = readdirSync(dataFolder);
    writeFileSync(join(dataFolder, name), 'nonsense');
    expect((await refusal(server.url, { dataFolder })).code).toBe('marker-damaged');
    writeFileSync(join(dataFolder, 'file'), '');
    expect(await refusal(server.url, { dataFolder: join(dataFolder, 'file') })).toMatchObject({
      code: 'inaccessible',
      message: expect.stringContaining('.marker'),
    });
  });

  it('where the keys are there without their identity', async () => {
    const server = await serverForTest();
    await endOnce(await storeForTest(server.url));
    server.ask('DEL', 'logoutd:{main}:meta');
    expect((await refusal(server.url)).code).toBe('database-damaged');
  });

  it('where a newer logoutd has changed it, and an older that is open stops', async () => {
    const server = await serverForTest();
    const store = await storeForTest(server.url);
    server.ask('HSET', 'logoutd:{main}:meta', 'schema', '3');
    expect(await refusal(server.url)).toMatchObject({ code: 'newer-schema' });
    await expect(endOnce(store)).rejects.toThrow(/newer logoutd/);
  });

  it('on a replica', async () => {
    const [master, server] = [await serverForTest(), await serverForTest()];
    server.ask('REPLICAOF', '127.0.0.1', String(master.port));
    expect(await refusal(server.url)).toMatchObject({
      code: 'not-usable',
      message: expect.stringMatching(/is a replica/),
    });
  });
});
