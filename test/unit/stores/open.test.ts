import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/stores/open.ts';

describe('LOGOUTD_STORE', () => {
  it('memory: gives a store of its own each time', async () => {
    const [one, other] = await Promise.all([openStore('memory:'), openStore('memory:')]);
    expect(one.identity).not.toBe(other.identity);
    expect(one.notices).toEqual([]);
    await one.store.check();
  });

  it('sqlite:<path> gives the database at that path, from the working directory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'logoutd-open-'));
    try {
      const path = join(folder, 'data', 'store.db');
      const first = await openStore(`sqlite:${relative(process.cwd(), path)}`);
      await first.store.close();
      expect(existsSync(path)).toBe(true);
      const second = await openStore(`sqlite:${path}`);
      await second.store.close();
      expect(second.identity).toBe(first.identity);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    'redis:',
    'redis://',
    'redis://h:0',
    'redis://h:70000',
    'redis://h/x',
    'redis://h,',
    'redis://u:%zz@h',
    'redis://h?unknown=1',
    'redis://h?prefix=a:b',
    'redis://h?prefix={a}',
    'redis://h?waitReplicas=10',
    'redis://h?ca=file',
    'rediss://h#x',
    'valkey:h',
    'redis://h:1,g:2/3',
  ])('that is %j is refused with the form that a Redis has', async (url) => {
    await expect(openStore(url)).rejects.toMatchObject({
      name: 'StoreOpenError',
      code: 'unknown-url',
      message: expect.stringMatching(/LOGOUTD_STORE/),
    });
  });

  it.each([
    '',
    'sqlite',
    'sqlite:',
    'sqlite:a\0b',
    'memory:x',
    'SQLITE:x',
    'data/logoutd.db',
    'postgres://u:secret@h/d',
  ])('that is %j is refused with the forms that there are', async (url) => {
    await expect(openStore(url)).rejects.toMatchObject({
      name: 'StoreOpenError',
      code: 'unknown-url',
      message: expect.stringMatching(/^LOGOUTD_STORE .*sqlite:<path> or memory:/),
    });
  });

  it('never has its password repeated', async () => {
    for (const url of ['redis://:secret@127.0.0.1:1', 'redis://:secret@h/x', 'postgres://u:secret@h/d']) {
      await expect(openStore(url)).rejects.toMatchObject({ message: expect.not.stringContaining('secret') });
    }
  });
});
