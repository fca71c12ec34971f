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
    ['redis:', /not read as a URL/],
    ['redis://', /not read as a URL/],
    ['redis://u@secret@h', /not read as a URL, as where a @, \/, \?, # or %/],
    ['redis://:sec/ret@h', /not read as a URL/],
    ['rediss://h#x', /not read as a URL/],
    ['valkey:h', /not read as a URL/],
    ['redis://h:0', /a host or a port of it is none/],
    ['redis://h:70000', /a host or a port of it is none/],
    ['redis://h,', /a host or a port of it is none/],
    ['redis://h/x', /database is no number from 0 to 9999/],
    ['redis://h/10000', /database is no number from 0 to 9999/],
    ['redis://u:%zz@h', /a % that is not/],
    ['redis://h?secret=1', /another parameter than prefix, waitReplicas, ca, cert, key/],
    ['redis://h?prefix=a:b', /prefix is not 1 to 64 letters/],
    ['redis://h?prefix={a}', /prefix is not 1 to 64 letters/],
    ['redis://h?prefix=', /prefix is not 1 to 64 letters/],
    ['redis://h?waitReplicas=10', /waitReplicas is no number from 0 to 9/],
    ['redis://h?ca=file', /files for TLS, but not rediss:/],
    ['redis://h:1,g:2/3', /has a database, and a cluster has none/],
  ])('that is %j is refused with what is wrong, and the form that a Redis has', async (url, fault) => {
    const error = await openStore(url).catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ name: 'StoreOpenError', code: 'unknown-url' });
    const { message } = error as Error;
    expect(message).toMatch(/^LOGOUTD_STORE is not of a form that logoutd knows: .*\. Set it to redis:\/\//);
    expect(message).toMatch(fault);
    expect(message).not.toMatch(/secret|ret@/);
  });

  it('that is the path of a file is refused with the scheme that it lacks', async () => {
    await expect(openStore('data/logoutd.db')).rejects.toThrow(
      / \(did you mean sqlite:data\/logoutd\.db\?\)\. Set it/,
    );
    await expect(openStore('./x.sqlite')).rejects.toThrow(/did you mean sqlite:\.\/x\.sqlite\?/);
    for (const url of ['sqlite', 'me:secret@host/x.db', 'a b.db', 'SQLITE:x.db', 'eyJh.eyJz.c2ln'])
      await expect(openStore(url)).rejects.toThrow(/that logoutd knows\. Set it/);
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
