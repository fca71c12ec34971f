/** The generator's store is one that logoutd could have written: it opens it, believes it, and goes on with it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillStore } from '../../bench/growth/fill.ts';
import { platform } from '../../src/contracts/platform.ts';
import { endSession } from '../../src/sessions/end-session.ts';
import type { Credential, Session } from '../../src/sessions/model.ts';
import { judge } from '../../src/sessions/standing.ts';
import type { SessionStore } from '../../src/sessions/store.ts';
import { openStore } from '../../src/stores/open.ts';
import { filesOf } from '../../src/stores/sqlite/files.ts';
import { readMark } from '../../src/stores/sqlite/marker.ts';
import { folderForTest, makeFolder, removeFolder } from '../support/folders.ts';

const NOW_MS = Date.UTC(2026, 5, 1);
const ENDED = 3000;
const DUE = 250;
const DAY_MS = 24 * 3_600_000;
const MAX_LIFETIME_MS = 30 * DAY_MS;

function filled(ended = ENDED): string {
  const database = join(folderForTest(), 'store.db');
  fillStore(database, { ended, due: Math.min(DUE, ended), nowMs: NOW_MS });
  return database;
}

const listed = (store: SessionStore): Promise<readonly Session[]> =>
  store.listSessions({}, { after: null, limit: ENDED + 1, nowMs: NOW_MS });

/** The token that a session was seen with. */
const tokenOf = (session: Session): Credential => ({
  issuer: session.issuer,
  subject: session.subject,
  sessionId: session.sessionId,
  tenant: session.tenant,
  email: session.email,
  issuedAtMs: session.startedAtMs,
  expiresAtMs: session.latestTokenExpiresAtMs ?? 0,
  keyId: session.keyId,
  maxLifetimeMs: MAX_LIFETIME_MS,
});

describe('a store that was filled', () => {
  let folder: string;
  let store: SessionStore;
  beforeAll(async () => {
    folder = makeFolder();
    const database = join(folder, 'store.db');
    fillStore(database, { ended: ENDED, due: DUE, nowMs: NOW_MS });
    ({ store } = await openStore(`sqlite:${database}`));
    return async () => {
      await store.close();
      removeFolder(folder);
    };
  });

  it('holds as many sessions as were asked for, each ended by a logout', async () => {
    const sessions = await listed(store);
    expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(ENDED);
    expect(sessions.filter(({ end }) => end?.cause !== 'logout' || end.by !== 'platform')).toEqual([]);
  });

  it('says of the token of each that it has ended', async () => {
    for (const session of await listed(store)) {
      const { issuer, subject, keyId, tenant, sessionId } = session;
      const standing = await store.read({ issuer, subject, keyId, tenant, sessionIds: [sessionId] });
      const verdict = judge(tokenOf(session), standing, session.end?.atMs ?? 0);
      expect(verdict).toEqual({ live: false, recorded: true, cause: 'logout' });
    }
  });

  it('has an entry in the log for each, in the order in which they ended', async () => {
    const { entries, lastCursor, trimmedCursor } = await store.readLog(0, ENDED + 1);
    expect([entries.length, lastCursor, trimmedCursor]).toEqual([ENDED, ENDED, 0]);
    expect(entries.map(({ cursor }) => cursor)).toEqual(Array.from({ length: ENDED }, (_, at) => at + 1));
    const times = entries.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const ids = (await listed(store)).map(({ sessionId }) => sessionId);
    expect(entries.map(({ sessionId }) => sessionId).sort()).toEqual(ids.toSorted());
  });
});

it('is closed, whole, and known to its marker, with a commit for each logout', () => {
  const database = filled();
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    const meta = db.prepare('SELECT identity, commits FROM meta').get();
    expect(readMark(filesOf(database).marker)).toEqual({ ...meta, commits: ENDED, open: false, home: null });
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  } finally {
    db.close();
  }
});

it('is opened without a word, and takes another logout', async () => {
  const url = `sqlite:${filled()}`;
  const { store, notices } = await openStore(url);
  expect(notices).toEqual([]);
  const [session] = await listed(store);
  const token = { ...tokenOf(session as Session), sessionId: 'one-more' as Session['sessionId'] };
  await logOut(store, token, NOW_MS);
  expect((await store.readLog(ENDED, 1)).entries).toMatchObject([
    { cursor: ENDED + 1, sessionId: 'one-more' },
  ]);
  await store.close();
});

it('is to the letter what the same logouts leave that the server decides', async () => {
  const few = 300;
  const { store: made } = await openStore(`sqlite:${filled(few)}`);
  const { store: real } = await openStore(`sqlite:${join(folderForTest(), 'store.db')}`);
  const sessions = await listed(made);
  for (const session of sessions.toSorted((one, other) => (one.end?.atMs ?? 0) - (other.end?.atMs ?? 0))) {
    await logOut(real, tokenOf(session), session.end?.atMs ?? 0);
  }
  expect(await listed(real)).toEqual(sessions);
  expect((await real.readLog(0, few)).entries).toEqual((await made.readLog(0, few)).entries);
  await Promise.all([made.close(), real.close()]);
});

it('forgets those that are due, which ended first, and no others', async () => {
  const { store } = await openStore(`sqlite:${filled()}`);
  const first = (await store.readLog(0, DUE)).entries.map(({ sessionId }) => sessionId);
  expect(await store.forget(NOW_MS, ENDED)).toBe(DUE);
  const left = new Set((await listed(store)).map(({ sessionId }) => sessionId));
  expect(left.size).toBe(ENDED - DUE);
  expect(first.filter((sessionId) => sessionId === null || left.has(sessionId))).toEqual([]);
  await store.close();
});

it('is not made where there is one already, which stays as it is', async () => {
  const database = filled(10);
  expect(() => fillStore(database, { ended: 20, due: 0, nowMs: NOW_MS })).toThrow(
    `${database} is there already`,
  );
  const { store } = await openStore(`sqlite:${database}`);
  expect(await listed(store)).toHaveLength(10);
  await store.close();
});

function logOut(store: SessionStore, token: Credential, atMs: number) {
  const { rules, name: by } = platform;
  const command = {
    tenant: null,
    intent: { scope: 'current' },
    reason: null,
    accompanying: [],
    rules,
    by,
  } as const;
  return endSession({ store, now: () => atMs }, { ...command, credentials: [token] });
}
