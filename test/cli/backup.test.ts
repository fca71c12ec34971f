/** `logoutd backup`: a whole copy of the store, beside a server that goes on ending sessions; and every way that it is refused. */
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { gsm } from '../support/logouts.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { api, logoutd, type Place, register } from './logoutd.ts';

const PRODUCTION = { NODE_ENV: 'production' };
const beside = ({ folder }: TestServer): Place => ({ cwd: folder, env: PRODUCTION });
const filesIn = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String);

/** As README says. */
function restore(folder: string, backup: string): void {
  copyFileSync(join(folder, backup), join(folder, 'data/logoutd.db'));
  for (const file of ['.marker', '-wal', '-shm'])
    rmSync(join(folder, `data/logoutd.db${file}`), { force: true });
}

async function endOne(server: TestServer, sessionId: string): Promise<void> {
  await register(server, { subject: 'ada', sessionId });
  await api(server, 'DELETE', `/v1/sessions/${sessionId}`);
}

describe('backup', () => {
  it('while a server ends sessions, has all that had ended before it began', {
    timeout: 60_000,
  }, async () => {
    const server = await ownServer();
    let [goesOn, ended] = [true, 0];
    const press = (async () => {
      for (; goesOn; ended += 1) await endOne(server, `s-${ended}`);
    })();
    const mine = token();
    expect((await gsm(server, mine)).status).toBe(200);
    await expect.poll(() => ended, { timeout: 10_000 }).toBeGreaterThan(20);
    for (const round of [1, 2, 3]) {
      const before = ended;
      const { status, stderr } = await logoutd(['backup', `backup-${round}.db`], beside(server));
      expect([status, stderr]).toEqual([0, '']);
      const copy = new DatabaseSync(join(server.folder, `backup-${round}.db`), { readOnly: true });
      const found = copy.prepare('SELECT session_id FROM sessions WHERE end_at_ms IS NOT NULL').all();
      copy.close();
      const names = new Set(found.map((row) => row['session_id']));
      for (let at = 0; at < before; at += 1) expect(names.has(`s-${at}`), `s-${at}`).toBe(true);
    }
    goesOn = false;
    await press;
    await server.stop();
    restore(server.folder, 'backup-1.db');
    const again = await ownServer({ folder: server.folder });
    // gsm asks for a session that has not ended.
    expect((await gsm(again, mine)).status).toBe(401);
  });

  it('says how much it has, and nobody else can read it', async () => {
    const server = await ownServer();
    await endOne(server, 's-1');
    await register(server, { subject: 'ada' });
    const { status, stdout, stderr } = await logoutd(['backup', 'one.db'], beside(server));
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `Done: ${server.folder}/data/logoutd.db is copied to ${server.folder}/one.db.\nIt has 2 sessions and 1 entry of the log.\n`,
    );
    const file = join(server.folder, 'one.db');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const json = await logoutd(['backup', 'two.db', '--json'], beside(server));
    expect(JSON.parse(json.stdout)).toEqual({
      store: join(server.folder, 'data/logoutd.db'),
      file: join(server.folder, 'two.db'),
      bytes: statSync(file).size,
      sessions: 2,
      logEntries: 1,
    });
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'is made where no server serves: one that was stopped by %s',
    async (signal) => {
      const server = await ownServer();
      await endOne(server, 's-1');
      await server.stop(signal);
      expect(await logoutd(['backup', 'backup.db'], beside(server))).toMatchObject({ status: 0 });
      restore(server.folder, 'backup.db');
      const again = await ownServer({ folder: server.folder });
      expect(await api(again, 'GET', '/v1/sessions/s-1')).toMatchObject({ state: 'ended' });
    },
  );

  it('leaves the store as it was, with nothing beside it', async () => {
    const server = await ownServer();
    await server.stop();
    const before = filesIn(join(server.folder, 'data'));
    await logoutd(['backup', 'backup.db'], beside(server));
    expect(filesIn(join(server.folder, 'data'))).toEqual(before);
    await ownServer({ folder: server.folder });
  });

  it('takes the store that a server would: that of LOGOUTD_STORE, else by NODE_ENV', async () => {
    const server = await ownServer({ env: { LOGOUTD_STORE: 'sqlite:else/where.db' } });
    const env = { LOGOUTD_STORE: 'sqlite:else/where.db' };
    expect(await logoutd(['backup', 'a.db'], { cwd: server.folder, env })).toMatchObject({ status: 0 });
    const development = await logoutd(['backup', 'b.db'], { cwd: server.folder });
    expect(development.stderr).toContain(`there is no store at ${server.folder}/data/development.db.`);
    const production = await logoutd(['backup', 'b.db'], beside(server));
    expect(production.stderr).toContain(`there is no store at ${server.folder}/data/logoutd.db.`);
  });
});

describe('backup is refused, and nothing is made', () => {
  const refused = async (place: Place, file: string, status: number, words: RegExp): Promise<void> => {
    const before = filesIn(place.cwd ?? '');
    const ended = await logoutd(['backup', file], place);
    expect([ended.status, ended.stdout]).toEqual([status, '']);
    expect(ended.stderr).toMatch(/^logoutd: [^\n]+\n$/);
    expect(ended.stderr).toMatch(words);
    expect(filesIn(place.cwd ?? '')).toEqual(before);
  };

  it('where there is no store: 78', async () => {
    const place = { cwd: folderForTest(), env: PRODUCTION };
    await refused(
      place,
      'b.db',
      78,
      /there is no store at .*Run it in the server's folder, with its LOGOUTD_STORE/,
    );
    mkdirSync(join(place.cwd, 'data'));
    writeFileSync(join(place.cwd, 'data/logoutd.db.marker'), 'x');
    await refused(place, 'b.db', 78, /is missing, but its marker file/);
  });

  it.each([
    ['memory:', /LOGOUTD_STORE is no file that could be copied: .* memory: keeps nothing\.$/m],
    [
      'redis://:hunter2@host',
      /LOGOUTD_STORE is no file that could be copied: .* its append-only file or a snapshot\.$/m,
    ],
    ['mysql:me:hunter2@host', /is not of a form that logoutd knows/],
  ])('where the store is no file: 78, for %s', async (LOGOUTD_STORE, words) => {
    await refused({ cwd: folderForTest(), env: { LOGOUTD_STORE } }, 'b.db', 78, words);
  });

  it('where the file is named as an address, or not at all: 64', async () => {
    const place = { cwd: folderForTest(), env: PRODUCTION };
    await refused(
      place,
      'sqlite:b.db',
      64,
      /the path of a new file, without sqlite: \(did you mean b\.db\?\)/,
    );
    await refused(place, 'redis://:hunter2@host', 64, /^logoutd: a backup is a file: [^2]*$/m);
    await refused(place, '', 64, /It has to be the path of a new file\./);
  });

  it('where the store is damaged: 78', async () => {
    const place = { cwd: folderForTest(), env: PRODUCTION };
    mkdirSync(join(place.cwd, 'data'));
    writeFileSync(join(place.cwd, 'data/logoutd.db'), 'this is no database');
    await refused(place, 'b.db', 78, /is not a database of logoutd/);
  });

  it('where it cannot be written, or would replace a file: 74', async () => {
    const server = await ownServer();
    const place = beside(server);
    writeFileSync(join(server.folder, 'there.db'), 'mine');
    symlinkSync('nowhere', join(server.folder, 'link.db'));
    for (const file of ['there.db', 'link.db'])
      await refused(place, file, 74, /is there already, and a backup replaces nothing/);
    await refused(
      place,
      'data',
      74,
      /\/data is a folder\. Name a file in it, like \S+\/data\/backup\.db\.$/m,
    );
    for (const file of ['data/logoutd.db', 'data/logoutd.db-wal', 'data/logoutd.db.marker'])
      await refused(place, file, 74, /is a file of the store itself/);
    await refused(
      place,
      'no/such/folder.db',
      74,
      /cannot be written \(ENOENT.*Make the folder .*\/no\/such first/,
    );
    await refused(
      place,
      '/proc/b.db',
      74,
      /cannot be written .*No files can be made in \/proc: name another/,
    );
    await refused(place, 'there.db/b.db', 74, /cannot be written \(ENOTDIR/);
  });
});
