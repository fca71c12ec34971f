/** `logoutd doctor` on a store: what is wrong with it, how to mend it, and that it changes nothing. */
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { examined, production, stateOf } from './examined.ts';
import { at, logoutd } from './logoutd.ts';

/** Where root may write, as far as permissions go. */
const KERNELS = process.platform === 'linux' ? ['/proc/nope/x.db', '/proc/x.db', '/sys/nope/x.db'] : [];

describe('doctor', () => {
  it('looks over a store that no server has open, and changes nothing of it', async () => {
    const server = await ownServer();
    await server.stop();
    const before = stateOf(server.folder);
    const place = { cwd: server.folder, env: await production() };
    const { status, ok } = await examined(place);
    expect(status).toBe(0);
    expect(ok).toContainEqual(
      expect.stringMatching(/^store: .*logoutd\.db can be opened, and is all that its marker/),
    );
    expect(stateOf(server.folder)).toEqual(before);
  });

  it('looks over a store that was left by kill -9, and changes nothing that was acknowledged', async () => {
    const server = await ownServer();
    await fetch(`${server.url}/v1/sessions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ subject: 'ada' }),
    });
    await server.stop('SIGKILL');
    const files = ['logoutd.db', 'logoutd.db-wal', 'logoutd.db.marker'].map((name) =>
      join(server.folder, 'data', name),
    );
    const before = files.map((file) => readFileSync(file, 'latin1'));
    const { status, wrong } = await examined({ cwd: server.folder, env: await production() });
    expect({ status, wrong }).toEqual({ status: 0, wrong: [] });
    expect(files.map((file) => readFileSync(file, 'latin1'))).toEqual(before);
  });

  it.each([
    [
      'a damaged one',
      (file: string) => writeFileSync(file, 'this is no database'),
      /is not a database of logoutd/,
    ],
    ['an empty one', (file: string) => writeFileSync(file, ''), /has 0 bytes/],
    ['a folder', (file: string) => mkdirSync(file), /is a folder\. Set LOGOUTD_STORE/],
    [
      'one that is gone',
      (file: string) => writeFileSync(`${file}.marker`, 'x'),
      /is missing, but its marker file/,
    ],
  ])('says what is wrong with a store, and how to mend it: %s', async (_, spoil, words) => {
    const cwd = folderForTest();
    mkdirSync(join(cwd, 'data'));
    spoil(join(cwd, 'data/logoutd.db'));
    const before = stateOf(cwd);
    const { status, wrong } = await examined({ cwd, env: await production() });
    expect([status, wrong]).toEqual([1, [expect.stringMatching(words)]]);
    expect(stateOf(cwd)).toEqual(before);
  });

  it.each(['mysql:foo', 'sqlite', 'foo.db', 'sqlite:', 'redis:x', 'memory:x'])(
    'says of a store that no backend knows what a start says: %s',
    async (LOGOUTD_STORE) => {
      const env = { ...(await production()), LOGOUTD_STORE };
      const started = await logoutd(['serve'], { env });
      expect(started.status).toBe(78);
      const said = /logoutd cannot start: (.*)\n/.exec(started.stderr)?.[1];
      const { status, wrong } = await examined({ env });
      expect([status, wrong]).toEqual([1, [`store: ${said}`]]);
      const server = await ownServer({ env: { LOGOUTD_STORE: 'memory:' } });
      const beside = await examined({ env: { ...env, ...at(server).env } });
      expect([beside.status, beside.wrong]).toEqual([1, [`store: ${said}`]]);
    },
  );

  it('says that a store cannot be made where nothing can', async () => {
    const cwd = folderForTest();
    writeFileSync(join(cwd, 'file'), '');
    symlinkSync('nowhere', join(cwd, 'link'));
    symlinkSync('nowhere', join(cwd, 'link.db'));
    const places = ['file/x.db', 'file/deep/er/x.db', 'link/x.db', 'link.db', ...KERNELS];
    for (const place of places) {
      const env = { ...(await production()), LOGOUTD_STORE: `sqlite:${place}` };
      const { status, wrong } = await examined({ cwd, env });
      expect([status, wrong], place).toEqual([1, [expect.stringMatching(/^store: \S+ cannot be opened \(/)]]);
      expect((await logoutd(['serve'], { cwd, env })).status, place).toBe(78);
    }
  });

  it('finds a clock that is behind what the store has seen', async () => {
    const server = await ownServer();
    await server.stop();
    const ahead = Date.now() / 1000 + 3600;
    utimesSync(join(server.folder, 'data/logoutd.db'), ahead, ahead);
    const { status, wrong } = await examined({ cwd: server.folder, env: await production() });
    expect(status).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/^clock: it is 59m behind the newest time in the store/)]);
  });
});
