/** A store that an earlier logoutd left. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Session } from '../../src/sessions/model.ts';
import type { SessionEndEntry, SessionFilter, SessionPosition } from '../../src/sessions/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION, schemaVersionOf } from '../../src/stores/sqlite/schema.ts';
import { toText } from '../../src/stores/text.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import { all, apply, aQuery, cutOff, id, listedIds, logOf, NOW } from './things.ts';

let folder = '';
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => removeFolder(folder));

/** As version 1 wrote it: a session that control ended, a cut-off, and an entry of each. */
function storeOfVersion1(): string {
  const path = join(folder, 'store.db');
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  migrate(db, 1);
  db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...['default', 's1', 'alice', 'acme', null, null, NOW, null, NOW, null, NOW + 1],
    ...[NOW, 'admin', 'control', 'lost', NOW + 9],
  );
  const cutOff = ['default', 'alice', 0, NOW, 's2', 'cutoff', 'platform', null, NOW + 9];
  db.prepare('INSERT INTO cut_offs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...cutOff);
  const log = db.prepare('INSERT INTO log VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  log.run('session', NOW, 'default', 'alice', 's1', 'admin', 'control', 'lost', 1);
  log.run('cut-off', NOW, 'default', 'alice', 's2', 'cutoff', 'platform', null, 3);
  db.close();
  return path;
}

it('is brought to the present shape, with all that it knew', async () => {
  const { store } = openSqliteStore(storeOfVersion1());
  const { sessions, cutOffs } = await store.read(aQuery());
  expect(sessions.get(id('s1'))).toMatchObject({
    keyId: null,
    end: { atMs: NOW, cause: 'admin', by: 'key:control', reason: 'lost' },
  });
  expect(cutOffs).toEqual([
    {
      scope: { kind: 'subject', issuer: 'default', subject: 'alice' },
      upToMs: NOW,
      atMs: NOW,
      exceptSessionId: 's2',
      cause: 'cutoff',
      by: 'platform',
      reason: null,
      retainUntilMs: NOW + 9,
    },
  ]);
  expect(await store.readLog(0, 10)).toMatchObject({
    entries: [
      { cursor: 1, scope: 'session', sessionId: 's1', by: 'key:control', upToMs: null },
      { cursor: 2, scope: 'subject', sessionId: 's2', by: 'platform', upToMs: NOW, endedSessions: 3 },
    ],
    lastCursor: 2,
    trimmedCursor: 0,
  });
  await store.close();
});

it('gives its log a name that stays', async () => {
  const path = storeOfVersion1();
  const first = openSqliteStore(path).store;
  await first.close();
  const { store } = openSqliteStore(path);
  expect(store.logId).toMatch(/^[0-9a-f]{8}$/);
  expect(store.logId).toBe(first.logId);
  await store.close();
});

it('gives its log another name where it goes on from a backup: what was read after that is of another log', async () => {
  const path = join(folder, 'store.db');
  const first = openSqliteStore(path).store;
  await first.close();
  rmSync(`${path}.marker`);
  const { store } = openSqliteStore(path);
  expect(store.logId).not.toBe(first.logId);
  await store.close();
});

it('goes on with the cursors of its log', async () => {
  const { store } = openSqliteStore(storeOfVersion1());
  const entry: SessionEndEntry = {
    ...{ atMs: NOW, cause: 'logout' as const, by: 'platform', reason: null },
    ...{ issuer: 'default', subject: 'bob', tenant: null, sessionId: id('s3'), endedSessions: 1 },
  };
  const cursor = await store.update(aQuery(), () => ({
    report: ([appended]) => appended?.cursor,
    changes: [{ kind: 'log-session-end', entry }],
  }));
  expect(cursor).toBe(3);
  await store.close();
});

it('is of the present version then', async () => {
  const path = storeOfVersion1();
  await openSqliteStore(path).store.close();
  const db = new DatabaseSync(path);
  expect(schemaVersionOf(db)).toBe(SCHEMA_VERSION);
  db.close();
});

/** As another version wrote it. */
function storeOfVersion(version: number, fill: (db: DatabaseSync) => void): string {
  const path = join(folder, 'store.db');
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  migrate(db, version);
  fill(db);
  db.close();
  return path;
}

it('that comes from version 3 shows its sessions by their state, and cuts them off', async () => {
  const path = storeOfVersion(3, (db) => {
    const insert = db.prepare(`
      INSERT INTO sessions (issuer, session_id, subject, tenant, started_at_ms, last_seen_at_ms, end_at_ms, end_cause, end_by)
      VALUES ('default', ?, 'alice', 'acme', ?, ?, ?, 'logout', 'platform')`);
    for (let at = 0; at < 300; at += 1) insert.run(`live${at}`, NOW - at, NOW, null);
    for (let at = 0; at < 300; at += 1) insert.run(`ended${at}`, NOW - at, NOW, NOW);
  });
  const { store } = openSqliteStore(path);
  const listed = async (state: 'active' | 'ended') => (await listedIds(store, { state }, all)).length;
  expect([await listed('active'), await listed('ended')]).toEqual([300, 300]);
  await apply(store, cutOff({ scope: { kind: 'tenant', tenant: 'acme' } }));
  expect([await listed('active'), await listed('ended')]).toEqual([0, 600]);
  expect(await logOf(store)).toMatchObject([{ endedSessions: 300 }]);
  await store.close();
});

it('that comes from version 5 keeps every column of a session, and its place in every listing', async () => {
  const path = storeOfVersion(5, (db) => {
    db.exec(`
      INSERT INTO sessions VALUES ('default', 'whole', 'alice', 'acme', 'a@example.com',
        '{"name":null,"userAgent":"curl","ip":"::1"}', ${NOW - 9}, ${NOW - 8}, ${NOW - 7}, ${NOW + 1}, ${NOW + 2},
        ${NOW - 6}, 'admin', 'key:ops', 'lost', ${NOW + 3}, 'k1', 4);
      INSERT INTO sessions (issuer, session_id, started_at_ms, last_seen_at_ms)
        VALUES ('other', 'whole', ${NOW}, ${NOW})`);
  });
  const { store } = openSqliteStore(path);
  const { sessions } = await store.read(aQuery({ sessionIds: [id('whole')] }));
  const whole: Session = {
    ...{
      issuer: 'default',
      sessionId: id('whole'),
      subject: 'alice',
      tenant: 'acme',
      email: 'a@example.com',
    },
    device: { name: null, userAgent: 'curl', ip: '::1' },
    ...{ startedAtMs: NOW - 9, registeredAtMs: NOW - 8, lastSeenAtMs: NOW - 7, expiresAtMs: NOW + 1 },
    ...{ latestTokenExpiresAtMs: NOW + 2, keyId: 'k1', retainUntilMs: NOW + 3 },
    end: { atMs: NOW - 6, cause: 'admin', by: 'key:ops', reason: 'lost' },
  };
  expect([...sessions.values()]).toEqual([whole]);
  await apply(store, { kind: 'put-session', session: { ...whole, email: 'b@example.com' } });
  const listed = async (filter: SessionFilter) =>
    (await store.listSessions(filter, { after: null, limit: 10, nowMs: NOW })).map(({ issuer, email }) => [
      issuer,
      email,
    ]);
  const [one, other] = [
    ['default', 'b@example.com'],
    ['other', null],
  ];
  expect(await listed({})).toEqual([other, one]);
  expect(await listed({ state: 'active' })).toEqual([other]);
  expect([await listed({ subject: 'alice' }), await listed({ tenant: 'acme' })]).toEqual([[one], [one]]);
  expect(await store.forget(NOW + 3, 10)).toBe(1);
  expect(await listed({})).toEqual([other]);
  await store.close();
});

it('that comes from version 5 in the midst of a cut-off ends what was written before it, and nothing else', async () => {
  const path = storeOfVersion(5, (db) => {
    db.exec(`
      INSERT INTO pending_cut_offs (epoch, scope, issuer, name, at_ms, cause, by, retain_until_ms)
        VALUES (2, 'subject', 'default', 'alice', ${NOW}, 'cutoff', 'platform', ${NOW + 1})`);
    const insert = db.prepare(`
      INSERT INTO sessions (issuer, session_id, subject, started_at_ms, last_seen_at_ms, epoch)
        VALUES ('default', ?, 'alice', 1, 1, ?)`);
    for (const [name, epoch] of [
      ['before', 0],
      ['just before', 1],
      ['after', 2],
    ] as const)
      insert.run(name, epoch);
  });
  const { store } = openSqliteStore(path);
  const listed = async (state: 'active' | 'ended') => [...(await listedIds(store, { state }, all))].sort();
  expect([await listed('active'), await listed('ended')]).toEqual([['after'], ['before', 'just before']]);
  await store.close();
});

it('that comes from version 6 lists a user’s sessions in the same order, page by page', async () => {
  const path = storeOfVersion(6, (db) => {
    const insert = db.prepare(`
      INSERT INTO sessions (issuer, session_id, subject, started_at_ms, last_seen_at_ms) VALUES (?, ?, ?, ?, 1)`);
    for (const [issuer, name, startedAtMs] of [
      ['other', 'a', 5],
      ['default', 'c', 5],
      ['default', 'newest', 6],
      ['default', 'oldest', 4],
      ['default', 'b', 5],
    ] as const)
      insert.run(issuer, name, 'alice', startedAtMs);
    insert.run('default', 'not hers', 'bob', 5);
  });
  const { store } = openSqliteStore(path);
  const seen: string[] = [];
  for (let after: SessionPosition | null = null; ; ) {
    const [session] = await store.listSessions({ subject: 'alice' }, { after, limit: 1, nowMs: NOW });
    if (session === undefined) break;
    seen.push(`${session.issuer} ${session.sessionId}`);
    after = session;
  }
  expect(seen).toEqual(['default newest', 'default b', 'default c', 'other a', 'default oldest']);
  await store.close();
});

it('that comes from version 6 finds every session by its name, of whatever characters, and writes it where it lies', async () => {
  const names = [
    'plain',
    'a\0b',
    '\0',
    'é',
    '\u{1f511}',
    '\ud800',
    '\udc00',
    '\uffff',
    'x'.repeat(255),
    '1:a',
  ];
  const path = storeOfVersion(6, (db) => {
    const insert = db.prepare(`
      INSERT INTO sessions (issuer, session_id, started_at_ms, last_seen_at_ms) VALUES (?, ?, 1, 1)`);
    for (const name of names)
      for (const issuer of ['default', 'a\0']) insert.run(toText(issuer), toText(name));
  });
  const { store } = openSqliteStore(path);
  for (const name of names) {
    for (const issuer of ['default', 'a\0']) {
      const found = (await store.read(aQuery({ issuer, sessionIds: [id(name)] }))).sessions.get(id(name));
      expect(found).toMatchObject({ issuer, sessionId: name });
      if (found !== undefined)
        await apply(store, { kind: 'put-session', session: { ...found, email: 'a@b' } });
    }
  }
  const listed = await store.listSessions({}, { after: null, limit: 100, nowMs: NOW });
  expect(listed).toHaveLength(2 * names.length);
  expect(listed.every(({ email }) => email === 'a@b')).toBe(true);
  await store.close();
});

it('says before that it is brought up to date, and a store of the present version says nothing', async () => {
  const path = storeOfVersion(5, () => undefined);
  const told: string[] = [];
  const tell = (message: string) => told.push(message);
  await openSqliteStore(path, { tell }).store.close();
  expect(told).toEqual([expect.stringContaining(`is brought from schema 5 to ${SCHEMA_VERSION}`)]);
  await openSqliteStore(path, { tell }).store.close();
  expect(told).toHaveLength(1);
});

it('has SQLite sort beside the store, where there has to be room anyhow', () => {
  const open = new URL('../../src/stores/sqlite/open.ts', import.meta.url).href;
  const code = `const { openSqliteStore } = await import(${JSON.stringify(open)});
    const { store } = openSqliteStore(${JSON.stringify(join(folder, 'store.db'))});
    process.stdout.write(process.env.SQLITE_TMPDIR); await store.close();`;
  const asked = (env: Readonly<Record<string, string>>) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8', env });
  expect([asked({}), asked({ SQLITE_TMPDIR: '/chosen' })]).toEqual([folder, '/chosen']);
});
