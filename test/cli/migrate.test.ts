/** `logoutd migrate` as its users run it: what it says, what it refuses, and what it never says. */
import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { change, placesOn } from '../store/copies/bench.ts';
import { anEnd, id, logSessionEnd, putSession } from '../store/things.ts';
import { folderForTest } from '../support/folders.ts';
import {
  hasRedis,
  type RedisOptions,
  type RedisServer,
  SAFE,
  startRedis,
  WHY_NO_REDIS,
} from '../support/redis.ts';
import { ownServer } from '../support/shared-server.ts';
import { logoutd } from './logoutd.ts';

const PASSWORD = 'canary-password-of-a-move';

async function startRedisForTest(options?: RedisOptions): Promise<RedisServer> {
  const redis = await startRedis(options);
  onTestFinished(() => redis.dispose());
  return redis;
}

const redisForTest = (args: readonly string[] = SAFE): Promise<RedisServer> =>
  startRedisForTest({ args: [...args, '--requirepass', PASSWORD], cli: ['-a', PASSWORD] });

/** A folder with a store of two sessions, one of which has ended. */
async function storeFolder(): Promise<string> {
  const cwd = folderForTest();
  const places = placesOn(() => '');
  const ended = [putSession({ end: anEnd() }), logSessionEnd('s1')];
  await change(places, `sqlite:${join(cwd, 'old.db')}`, [...ended, putSession({ sessionId: id('s2') })]);
  return cwd;
}

describe('migrate', () => {
  it('says what came over, in a table and by its statuses', async () => {
    const cwd = await storeFolder();
    const line = ['migrate', '--from', 'sqlite:old.db', '--to', 'sqlite:new.db'];
    const { status, stdout, stderr } = await logoutd(line, { cwd });
    expect([status, stderr]).toEqual([0, '']);
    const [head, ...rows] = stdout
      .trim()
      .split('\n')
      .map((row) => row.split(/ {2,}/));
    expect(head).toEqual(['WHAT', 'SOURCE', 'TARGET', 'WRITTEN', 'REMOVED', 'DIFFERING', 'CHECKSUM']);
    expect(rows.map((row) => row.slice(0, 6))).toEqual([
      ['entries of the log', '1', '1', '1', '0', '0'],
      ['tenants', '0', '0', '0', '0', '0'],
      ['accounts', '0', '0', '0', '0', '0'],
      ['users marked as logged out', '0', '0', '0', '0', '0'],
      ['scopes with cut-offs', '0', '0', '0', '0', '0'],
      ['sessions', '2', '2', '2', '0', '0'],
      [expect.stringMatching(/^The log's last cursor is 1-[\da-f]{8} on both sides\.$/)],
      [expect.stringMatching(/^Done in [\d.]+ s: the new store is the same as the old one\.$/)],
      [expect.stringMatching(/^If a server still serves on the old one, stop it and run this once more/)],
    ]);
  });

  it('with --json says it in one object, and takes the stores of the environment', async () => {
    const cwd = await storeFolder();
    const env = { LOGOUTD_STORE: 'sqlite:old.db', LOGOUTD_MIGRATE_TO: 'sqlite:new.db' };
    const { status, stdout } = await logoutd(['migrate', '--json'], { cwd, env });
    expect(status).toBe(0);
    const said = JSON.parse(stdout);
    expect(said).toMatchObject({ from: join(cwd, 'old.db'), to: join(cwd, 'new.db'), ended: 'whole' });
    expect(said.log.target).toEqual(said.log.source);
    const sessions = said.kinds.find(({ kind }: { kind: string }) => kind === 'sessions');
    expect(sessions).toMatchObject({ written: 2, removed: 0, differing: 0, source: { count: 2 } });
    expect(sessions.target).toEqual(sessions.source);
    expect(sessions.source.checksum).toMatch(/^[\da-f]{64}$/);
  });

  it.each([
    [
      ['--from', 'sqlite:old.db'],
      64,
      /^logoutd: where to\? Name the new store with --to or LOGOUTD_MIGRATE_TO\.$/m,
    ],
    [['--to', 'memory:'], 64, /^logoutd: --to is of no form that can be copied\. Set it to sqlite:<path>/m],
    [['--to', `mysql://me:${PASSWORD}@host`], 64, /^logoutd: --to is of no form/m],
    [['--from', `redis://me:${PASSWORD}@h:p`, '--to', 'sqlite:a.db'], 64, /^logoutd: --from is of no form/m],
    [
      ['--to', `redis://:${PASSWORD}@h/x`],
      64,
      /^logoutd: --to is of no form that can be copied: its database is no number/m,
    ],
    [
      ['--to', 'new.db'],
      64,
      /^logoutd: --to is of no form that can be copied \(did you mean sqlite:new\.db\?\)\. Set/m,
    ],
    [['--from', 'sqlite:none.db', '--to', 'sqlite:a.db'], 78, /^logoutd: --from: there is no store at /m],
    [
      ['--from', 'sqlite:old.db', '--to', 'sqlite:old.db'],
      64,
      /^logoutd: --from and --to name the same store, \/\S+\/old\.db\. Name a store with --to that is not there yet\.$/m,
    ],
    [
      ['--from', 'sqlite:old.db', '--to', 'sqlite:link.db'],
      64,
      /^logoutd: --(?:from and --to name the same store|to names \S+, which is the store of --from under another name)/m,
    ],
    [
      ['--from', 'sqlite:old.db', '--to', 'sqlite:backup.db'],
      64,
      /^logoutd: --to names \/\S+\/backup\.db, which is the store of --from under another name, or a backup of it\./m,
    ],
    [
      ['--from', 'sqlite:old.db', '--to', 'sqlite:other.db'],
      78,
      /^logoutd: --to: .*is a store of its own, that a server has opened, and a copy overwrites nothing\. Name a file/m,
    ],
    [
      ['--from', 'sqlite:old.db', '--to', 'sqlite:text'],
      78,
      /^logoutd: --to: .*is not a database of logoutd/m,
    ],
    [
      ['--from', 'sqlite:old.db', '--to', `redis://:${PASSWORD}@127.0.0.1:1`],
      69,
      /^logoutd: --to: Redis at 127\.0\.0\.1:1: it refuses the connection\..* port in --to\.$/m,
    ],
  ])('is refused in a line, and no password is in it: %j', async (args, status, words) => {
    const cwd = await storeFolder();
    writeFileSync(join(cwd, 'text'), 'this is no database');
    copyFileSync(join(await storeFolder(), 'old.db'), join(cwd, 'other.db'));
    copyFileSync(join(cwd, 'old.db'), join(cwd, 'backup.db'));
    symlinkSync('old.db', join(cwd, 'link.db'));
    const ended = await logoutd(['migrate', ...args], { cwd });
    expect([ended.status, ended.stdout]).toEqual([status, '']);
    expect(ended.stderr).toMatch(/^logoutd: [^\n]+\n$/);
    expect(ended.stderr).toMatch(words);
    expect(ended.stderr).not.toContain(PASSWORD);
  });

  it('says that a store is the default, and speaks of no start where there is none', async () => {
    const cwd = await storeFolder();
    const env = { NODE_ENV: 'production' };
    const unset = await logoutd(['migrate', '--to', 'sqlite:new.db'], { cwd, env });
    expect(unset.stderr).toMatch(
      /^logoutd: LOGOUTD_STORE, which is not set: there is no store at .*\/data\/logoutd\.db\./,
    );
    writeFileSync(join(cwd, 'empty.db'), '');
    const target = await logoutd(['migrate', '--from', 'sqlite:old.db', '--to', 'sqlite:empty.db'], { cwd });
    expect(target.stderr).toMatch(/ has 0 bytes\. .*, delete \S+\/empty\.db\. Then run the same again\.$/m);
    const source = await logoutd(['migrate', '--from', 'sqlite:empty.db', '--to', 'sqlite:new.db'], { cwd });
    expect(source.stderr).toMatch(/ has 0 bytes\. .* As it is, there is nothing to copy\.$/m);
  });

  it('says by its status that a store was locked, and the same works once it is free', async () => {
    const cwd = await storeFolder();
    const args = ['migrate', '--from', 'sqlite:old.db', '--to', 'sqlite:new.db'];
    expect((await logoutd(args, { cwd })).status).toBe(0);
    const db = new DatabaseSync(join(cwd, 'new.db'));
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const refused = await logoutd(args, { cwd });
    db.close();
    expect(refused.stderr).toMatch(/^logoutd: [^\n]*locked[^\n]*\n$/);
    expect(refused.status).toBe(69);
    expect((await logoutd(args, { cwd })).status).toBe(0);
  });

  it('names the variable that is wrong where the environment says it', async () => {
    const cwd = await storeFolder();
    const env = { LOGOUTD_STORE: 'sqlite:old.db', LOGOUTD_MIGRATE_TO: `mysql:${PASSWORD}` };
    const { status, stderr } = await logoutd(['migrate'], { cwd, env });
    expect(status).toBe(78);
    expect(stderr).toMatch(/^logoutd: LOGOUTD_MIGRATE_TO is of no form that can be copied/);
    expect(stderr).not.toContain(PASSWORD);
  });
});

describe('migrate from a store to itself', () => {
  it('is refused with that, by the environment, too', async () => {
    const cwd = await storeFolder();
    const env = { LOGOUTD_STORE: 'sqlite:old.db', LOGOUTD_MIGRATE_TO: 'sqlite:./old.db' };
    const { status, stderr } = await logoutd(['migrate'], { cwd, env });
    expect(stderr).toMatch(/^logoutd: LOGOUTD_STORE and LOGOUTD_MIGRATE_TO name the same store, /);
    expect(status).toBe(78);
  });

  it('is refused while a server serves on it, and on Redis under another name of the machine', async ({
    skip,
  }) => {
    skip(!hasRedis, WHY_NO_REDIS);
    const { port, url } = await startRedisForTest();
    const { folder: cwd } = await ownServer({ env: { LOGOUTD_STORE: url } });
    const same = await logoutd(['migrate', '--from', url, '--to', url], { cwd });
    expect([same.status, same.stderr]).toEqual([
      64,
      `logoutd: --from and --to name the same store, Redis at 127.0.0.1:${port}. Name a store with --to that is not there yet.\n`,
    ]);
    const alias = await logoutd(['migrate', '--from', url, '--to', `redis://localhost:${port}`], { cwd });
    expect(alias.stderr).toMatch(
      /^logoutd: --to names Redis at localhost:\d+, which is the store of --from under/,
    );
  });
});

describe('migrate to Redis', () => {
  beforeEach(({ skip }) => skip(!hasRedis, WHY_NO_REDIS));

  it('gets in by the password, and does not show it', async () => {
    const redis = await redisForTest();
    const cwd = await storeFolder();
    const env = { LOGOUTD_MIGRATE_TO: `redis://:${PASSWORD}@127.0.0.1:${redis.port}` };
    const { status, stdout } = await logoutd(['migrate', '--from', 'sqlite:old.db', '--json'], { cwd, env });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).to).toBe(`Redis at 127.0.0.1:${redis.port}`);
    const wrong = { LOGOUTD_MIGRATE_TO: `redis://:${PASSWORD}-no@127.0.0.1:${redis.port}` };
    const refused = await logoutd(['migrate', '--from', 'sqlite:old.db'], { cwd, env: wrong });
    expect(refused.status).toBe(78);
    expect(refused.stderr).toMatch(/it refuses the user or the password of LOGOUTD_MIGRATE_TO/);
    expect(refused.stderr).not.toContain(PASSWORD);
  });

  it('refuses one that may lose what it is given, unless it is told to take it; as a source it will do', async () => {
    const redis = await redisForTest([]);
    const cwd = await storeFolder();
    const to = `redis://:${PASSWORD}@127.0.0.1:${redis.port}`;
    const line = ['migrate', '--from', 'sqlite:old.db', '--to', to];
    const refused = await logoutd(line, { cwd });
    expect(refused.status).toBe(78);
    expect(refused.stderr).toMatch(/keeps no append-only file.*LOGOUTD_REDIS_DURABILITY=warn/);
    expect(await logoutd(line, { cwd, env: { LOGOUTD_REDIS_DURABILITY: 'warn' } })).toMatchObject({
      status: 0,
    });
    const back = ['migrate', '--from', to, '--to', 'sqlite:back.db'];
    expect(await logoutd(back, { cwd })).toMatchObject({ status: 0 });
  });
});
