/** A move from one store to another while a server serves: README's steps, under load, there and back. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { logoutd } from '../cli/logoutd.ts';
import { expectEnded, isAlive, logOutMany } from '../long/faults/answers.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { folderForTest } from '../support/folders.ts';
import { hasRedis, startRedis, WHY_NO_REDIS } from '../support/redis.ts';
import { readLog } from '../support/revocation-log.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer, refusedStart } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const serve = (folder: string, store: string): Promise<TestServer> =>
  ownServer({ folder, env: { ...LIMITS_OFF, LOGOUTD_STORE: store } });

/** Logs out until it is told to stop; what was acknowledged. */
function pressOn(server: TestServer) {
  const ended: string[] = [];
  let goesOn = true;
  const over = (async () => {
    while (goesOn) {
      const { acknowledged, failed } = await logOutMany(server, 16);
      expect(failed).toEqual([]);
      ended.push(...acknowledged);
    }
  })();
  return {
    ended,
    stop: () => {
      goesOn = false;
      return over;
    },
  };
}

/** Copies while it serves under load, stops it, copies again, and starts on the new store. Gives what was acknowledged. */
async function moved(server: TestServer, from: string, to: string) {
  const { folder } = server;
  const env = { LOGOUTD_STORE: from, LOGOUTD_MIGRATE_TO: to };
  const press = pressOn(server);
  await until('some have ended', () => press.ended.length > 30);
  const first = await logoutd(['migrate'], { cwd: folder, env });
  expect([first.status, first.stderr]).toEqual([
    75,
    expect.stringMatching(
      /^logoutd: the old store was written meanwhile: .*Stop logoutd, and run the same again/,
    ),
  ]);
  const early = await refusedStart({ folder, env: { LOGOUTD_STORE: to } });
  expect(early).toMatchObject({
    status: 78,
    output: expect.stringMatching(
      /^logoutd cannot start: .*is a copy of another.* that is not whole\. Run the logoutd migrate/,
    ),
  });
  const before = press.ended.length;
  await until('more have ended', () => press.ended.length > before);
  await press.stop();
  await server.stop();
  const second = await logoutd(['migrate', '--json'], { cwd: folder, env });
  expect([second.status, second.stderr]).toEqual([0, '']);
  const said = JSON.parse(second.stdout) as { readonly kinds: readonly { kind: string; written: number }[] };
  expect(said.kinds.find(({ kind }) => kind === 'log')?.written).toBeGreaterThan(0);
  return { server: await serve(folder, to), ended: press.ended };
}

it('a move under load, to Redis and back: no end is lost, nothing else ends, and who follows the log goes on', {
  timeout: 240_000,
}, async ({ skip }) => {
  skip(!hasRedis, WHY_NO_REDIS);
  const redis = await startRedis();
  onTestFinished(() => redis.dispose());
  const folder = folderForTest();
  const bystander = token();
  const [old, away, back] = ['sqlite:data/old.db', redis.url, `sqlite:${join(folder, 'data/back.db')}`];

  const first = await serve(folder, old);
  expect(await isAlive(first, bystander)).toBe(true);
  await logOutMany(first, 5);
  const cursor = (await readLog(first)).nextCursor;
  const away1 = await moved(first, old, away);
  await expectEnded(away1.server, away1.ended);
  expect(await isAlive(away1.server, bystander)).toBe(true);
  const followed = await readLog(away1.server, { cursor });
  expect(followed.revocations.length).toBeGreaterThan(5);
  expect(followed.revocations[0]?.cursor).toMatch(/^6-/);

  const home = await moved(away1.server, away, back);
  await expectEnded(home.server, [...away1.ended, ...home.ended]);
  expect(await isAlive(home.server, bystander)).toBe(true);
  expect((await readLog(home.server, { cursor })).revocations).toEqual(followed.revocations);
});
