/** `logoutd backup` and `doctor` beside whoever has the store open, after a crash, and stopped half-way. */
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filledStore, spoil } from '../support/filled-store.ts';
import { folderForTest } from '../support/folders.ts';
import { productionEnv } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { logoutd, register, started } from './logoutd.ts';

async function filledFolder(sessions: number): Promise<{ readonly cwd: string; readonly path: string }> {
  const cwd = folderForTest();
  mkdirSync(join(cwd, 'data'));
  const path = join(cwd, 'data/logoutd.db');
  await filledStore(path, sessions);
  return { cwd, path };
}

const env = { NODE_ENV: 'production' };

/** Who reads a page here without asking for a lock finds it torn; who asks has to wait, and gets none. */
async function midWrite(): Promise<string> {
  const { cwd, path } = await filledFolder(2000);
  spoil(path);
  const writer = new DatabaseSync(path);
  onTestFinished(() => writer.close());
  writer.exec('SELECT * FROM meta; PRAGMA locking_mode = EXCLUSIVE; UPDATE meta SET commits = commits + 1');
  writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  expect(statSync(`${path}-wal`).size).toBe(0);
  return cwd;
}

describe('a store whose log has 0 bytes while somebody writes it', () => {
  it('is not called damaged by backup, which heeds the lock', async () => {
    const { status, stderr } = await logoutd(['backup', 'b.db'], { cwd: await midWrite(), env });
    expect([status, stderr]).toEqual([78, expect.stringContaining('is locked by another process')]);
  });

  it('is not called damaged by doctor, which heeds the lock', async () => {
    const place = { cwd: await midWrite(), env: { ...productionEnv(), PORT: '1' } };
    const { stdout } = await logoutd(['doctor'], place);
    expect(stdout).toContain('is locked by another process');
    expect(stdout).not.toContain('damaged');
  });
});

it('backup after kill -9 leaves database, log and marker as they were, with all that was acknowledged in the copy', async () => {
  const server = await ownServer();
  await register(server, { subject: 'ada', sessionId: 's-1' });
  await server.stop('SIGKILL');
  const files = ['logoutd.db', 'logoutd.db-wal', 'logoutd.db.marker'].map((name) =>
    join(server.folder, 'data', name),
  );
  const state = () => files.map((file) => [statSync(file).mtimeMs, readFileSync(file, 'latin1')]);
  const before = state();
  expect(statSync(join(server.folder, 'data/logoutd.db-wal')).size).toBeGreaterThan(0);
  const { status, stdout } = await logoutd(['backup', 'b.db'], { cwd: server.folder, env });
  expect([status, stdout]).toEqual([0, expect.stringContaining('It has 1 session ')]);
  expect(state()).toEqual(before);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'backup that is stopped by %s half-way leaves no copy behind',
  async (signal) => {
    const { cwd } = await filledFolder(150_000);
    const child = started(['backup', 'b.db'], { cwd, env });
    const ended = new Promise((resolve) => child.once('close', (...how) => resolve(how)));
    const drafts = () => readdirSync(cwd).filter((name) => name.endsWith('.partial'));
    // A copy that is written in part, and is the uuid alone by name.
    const begun = () =>
      drafts().some((name) => /^[\da-f-]{36}\.partial$/.test(name) && statSync(join(cwd, name)).size > 0);
    while (!begun() && child.exitCode === null) await breathe();
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(cwd)).toEqual(['data']);
    // What it leaves of SQLite's is nothing to the next one.
    expect(await logoutd(['backup', 'b.db'], { cwd, env })).toMatchObject({ status: 0 });
  },
);

it('backup refuses the names of SQLite’s files, whatever links lead to them', async () => {
  const { cwd } = await filledFolder(10);
  symlinkSync('data', join(cwd, 'datalink'));
  for (const ending of ['', '-wal', '-shm', '-journal', '.marker'])
    for (const folder of ['data', 'datalink']) {
      const { status, stderr } = await logoutd(['backup', `${folder}/logoutd.db${ending}`], { cwd, env });
      expect([status, stderr], folder + ending).toEqual([
        74,
        expect.stringContaining('is a file of the store itself. Name another.'),
      ]);
    }
  expect(readdirSync(join(cwd, 'data'))).toEqual(['logoutd.db']);
});

it('backup takes a name as long as the file system does, and asks for a shorter one beyond', async () => {
  const { cwd } = await filledFolder(10);
  expect(await logoutd(['backup', 'b'.repeat(255)], { cwd, env })).toMatchObject({ status: 0, stderr: '' });
  const { status, stderr } = await logoutd(['backup', 'b'.repeat(256)], { cwd, env });
  expect([status, stderr]).toEqual([74, expect.stringMatching(/ENAMETOOLONG.*Give it a shorter name\.$/m)]);
});
