/** A disk that fails: what was not stored is never said to have ended, and all is well once it works again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseMark } from '../../src/stores/sqlite/marker.ts';
import { aliveOf, expectEnded, isAlive, logOutMany } from '../long/faults/answers.ts';
import { inject, needsStrace, SYNCS, WRITES } from '../long/faults/inject.ts';
import { LIMITS_OFF } from '../long/shots.ts';
import { control } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { type ServerOptions, startServer, type TestServer } from '../support/server.ts';
import { refusedStart } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const TIMEOUT_MS = 240_000;

async function killedInTheEnd(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer({ ...options, env: LIMITS_OFF });
  onTestFinished(() => void server.stop('SIGKILL'));
  return server;
}

const readiness = async (server: TestServer): Promise<number> =>
  (await request(server, 'GET', '/readyz')).status;

it.for([
  { what: 'no sync succeeds', calls: SYNCS, error: 'EIO' },
  { what: 'no write succeeds', calls: WRITES, error: 'EIO' },
  { what: 'the file system has become read-only', calls: WRITES, error: 'EROFS' },
])(
  'while $what ($error) each logout is a 500, and the same one a 200 afterwards',
  {
    timeout: TIMEOUT_MS,
  },
  async ({ calls, error }, context) => {
    needsStrace(context);
    const first = await killedInTheEnd();
    const before = await logOutMany(first, 20);
    expect(before.failed).toEqual([]);
    expect(await readiness(first)).toBe(200);

    const broken = await inject(first.process.pid ?? 0, calls, `error=${error}`);
    const during = await logOutMany(first, 40);
    expect(during.acknowledged).toEqual([]);
    expect((await control(first, 'POST', '/v1/sessions', { subject: 'grace' })).status).toBe(500);
    expect(await readiness(first)).toBe(503);
    expect((await request(first, 'GET', '/healthz')).status).toBe(200);
    await expectEnded(first, before.acknowledged);
    await broken.stop();

    expect(await readiness(first)).toBe(200);
    const bystander = token();
    expect(await isAlive(first, bystander)).toBe(true);
    const after = await logOutMany(first, 20);
    expect(after.failed).toEqual([]);
    await first.stop('SIGKILL');

    const second = await killedInTheEnd({ folder: first.folder });
    await expectEnded(second, [...before.acknowledged, ...after.acknowledged]);
    expect(await isAlive(second, bystander)).toBe(true);
    expect(await second.stop()).toBe(0);
  },
);

it.for([
  { what: 'syncs', calls: SYNCS, when: '2+3' },
  // A commit is some twenty of them.
  { what: 'writes', calls: WRITES, when: '7+101' },
])(
  'of logouts on a disk whose $what fail now and then, those that were acknowledged outlast a crash',
  {
    timeout: TIMEOUT_MS,
  },
  async ({ calls, when }, context) => {
    needsStrace(context);
    const first = await killedInTheEnd();
    const bystanders = [token(), token()];
    expect(await aliveOf(first, bystanders)).toEqual(bystanders);
    await inject(first.process.pid ?? 0, calls, `error=EIO:when=${when}`);
    const { acknowledged, failed } = await logOutMany(first, 80, 2);
    expect(Math.min(acknowledged.length, failed.length)).toBeGreaterThan(10);
    await first.stop('SIGKILL');
    // The next start has to look at all of the file.
    const mark = readFileSync(join(first.folder, 'data/logoutd.db.marker'), 'latin1');
    expect(parseMark(mark)).toMatchObject({ open: true, home: null });

    const second = await killedInTheEnd({ folder: first.folder });
    await expectEnded(second, acknowledged);
    expect(await aliveOf(second, bystanders)).toEqual(bystanders);
    // What failed may have reached the disk all the same; then it has ended for good.
    const alive = await aliveOf(second, failed);
    expect((await logOutMany(second, 20)).failed).toEqual([]);
    expect(await second.stop()).toBe(0);
    const third = await killedInTheEnd({ folder: first.folder });
    expect(await aliveOf(third, failed)).toEqual(alive);
  },
);

it('a server that stops while its disk fails is gone in time, and nothing acknowledged is lost', {
  timeout: TIMEOUT_MS,
}, async (context) => {
  needsStrace(context);
  const first = await killedInTheEnd();
  const { acknowledged } = await logOutMany(first, 50);
  await inject(first.process.pid ?? 0, `${SYNCS},${WRITES}`, 'error=EIO');
  expect(await first.stop('SIGTERM')).toBe(0);
  const second = await killedInTheEnd({ folder: first.folder });
  await expectEnded(second, acknowledged);
});

it('a start on a disk that fails is refused with a line, and the store is as it was', {
  timeout: TIMEOUT_MS,
}, async (context) => {
  needsStrace(context);
  const first = await killedInTheEnd();
  const { acknowledged } = await logOutMany(first, 20);
  await first.stop('SIGKILL');
  const under = [
    'strace',
    '-f',
    '-o',
    '/dev/null',
    '-e',
    `trace=${SYNCS}`,
    '-e',
    `inject=${SYNCS}:error=EIO`,
  ];
  const { status, output } = await refusedStart({ folder: first.folder, under });
  expect(status).toBe(78);
  expect(output).toMatch(
    /^logoutd cannot start: \S+logoutd\.db cannot be opened \(.*\)\. .*mend the disk.*\n$/,
  );
  const second = await killedInTheEnd({ folder: first.folder });
  await expectEnded(second, acknowledged);
});
