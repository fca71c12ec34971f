/** A file system that turns itself read-only in mid-run, as ext4 does when its disk is at fault. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { expectEnded, isAlive, logOutMany } from '../long/faults/answers.ts';
import { failingDiskForTest, mayFail, WHY_NOT } from '../long/faults/failing-disk.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { request } from '../support/request.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { refusedStart } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

it('on a file system that has become read-only nothing is acknowledged, and all that was holds once it is mended', {
  timeout: 240_000,
}, async (context) => {
  if (!mayFail) context.skip(WHY_NOT);
  const disk = failingDiskForTest();
  const env = { ...LIMITS_OFF, LOGOUTD_STORE: `sqlite:${join(disk.folder, 'logoutd.db')}` };
  const start = async (): Promise<TestServer> => {
    const server = await startServer({ env });
    onTestFinished(() => void server.stop('SIGKILL'));
    return server;
  };
  const first = await start();
  const bystander = token();
  expect(await isAlive(first, bystander)).toBe(true);
  const before = await logOutMany(first, 30);
  expect(before.failed).toEqual([]);

  disk.fail();
  const during = await logOutMany(first, 30);
  expect(during.acknowledged).toEqual([]);
  expect((await request(first, 'GET', '/readyz')).status).toBe(503);
  expect((await request(first, 'GET', '/healthz')).status).toBe(200);
  await expectEnded(first, before.acknowledged);
  // Only unmounting ends that state, and for it the server has to go.
  expect(await first.stop('SIGTERM')).toBe(0);
  const refused = await refusedStart({ env });
  expect(refused.status).toBe(78);
  expect(refused.output).toMatch(/^logoutd cannot start: .*Let user \d+ read and write/);

  disk.mend();
  const second = await start();
  await expectEnded(second, before.acknowledged);
  expect(await isAlive(second, bystander)).toBe(true);
  expect((await logOutMany(second, 20)).failed).toEqual([]);
});

it('knows that its disk has failed before it says so', (context) => {
  if (!mayFail) context.skip(WHY_NOT);
  const disk = failingDiskForTest();
  execFileSync('touch', [join(disk.folder, 'before')]);
  disk.fail();
  expect(() => execFileSync('touch', [join(disk.folder, 'after')], { stdio: 'pipe' })).toThrow(/Read-only/);
  disk.mend();
  execFileSync('touch', [join(disk.folder, 'after')]);
});
