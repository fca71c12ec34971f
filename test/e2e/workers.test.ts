/** Several processes that are one server: what one of them does or counts, all do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isActive, verify } from '../support/checks.ts';
import { platform, session, tenant } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import {
  CHECK_KEY,
  productionEnv,
  startServer,
  type TestServer,
  temporaryFolder,
} from '../support/server.ts';
import { ownServer, refusedStart, sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';
import { workersOf } from '../support/workers.ts';

const LIMIT = 30;
const server = sharedServer(() => ({ env: { LOGOUTD_WORKERS: '3', LOGOUTD_RATE_LIMIT_TENANT: '' } }));

async function counted(from: TestServer, line: string): Promise<number> {
  const { text } = await request(from, 'GET', '/metrics', { headers: bearer(CHECK_KEY) });
  return Number(
    text
      .split('\n')
      .find((one) => one.startsWith(line))
      ?.slice(line.length) ?? 0,
  );
}

describe('a server of several workers', () => {
  it('has as many as were asked for, and says once that it listens', () => {
    expect(workersOf(server())).toHaveLength(3);
    expect(
      server()
        .log()
        .filter(({ msg }) => msg === 'listening'),
    ).toHaveLength(1);
  });

  it('lets each worker take its share of the connections', async () => {
    for (let at = 0; at < 12; at += 1) await session(server(), token());
    await until(
      'the log has come',
      () =>
        server()
          .log()
          .filter(({ contract }) => contract === 'session').length >= 12,
    );
    const workers = new Set(
      server()
        .log()
        .flatMap(({ contract, worker }) => (contract === 'session' ? [worker] : [])),
    );
    expect([...workers].toSorted()).toEqual([...workersOf(server())].toSorted());
  });

  it('says of an ended session what it has said, whichever worker is asked', async () => {
    for (let at = 0; at < 5; at += 1) {
      const mine = token();
      expect(await isActive(server(), mine)).toBe(true);
      expect((await platform(server(), mine)).status).toBe(200);
      for (let ask = 0; ask < 3; ask += 1) expect(await isActive(server(), mine)).toBe(false);
    }
  });

  it('counts the requests of a client together: the limit is that of one server', async () => {
    const asked = await Promise.all(
      Array.from({ length: LIMIT + 15 }, () => tenant(server(), token({ tid: 'tenant-1' }))),
    );
    const statuses = asked.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const left = asked.map(({ headers }) => /r=(\d+)/.exec(String(headers['ratelimit']))?.[1]);
    expect(new Set(left).size).toBe(LIMIT);
  });

  it('gives the metrics of all of them, whichever is asked', async () => {
    const name = 'logoutd_sessions_ended_total{contract="session",scope="current"} ';
    const before = await counted(server(), name);
    for (let at = 0; at < 6; at += 1) await session(server(), token());
    for (let ask = 0; ask < 3; ask += 1) expect(await counted(server(), name)).toBe(before + 6);
  });

  it('is ready, and takes its key, at each of them', async () => {
    for (let at = 0; at < 6; at += 1) {
      expect((await request(server(), 'GET', '/readyz')).status).toBe(200);
      expect((await verify(server(), token())).status).toBe(200);
    }
  });
});

describe('its start', () => {
  it('says once what is wrong with the settings', async () => {
    const { status, output } = await refusedStart({ env: { LOGOUTD_WORKERS: '2', PORT: 'x' } });
    expect(status).toBe(78);
    expect(output.match(/cannot start/g)).toHaveLength(1);
  });

  it('says once that the port is taken', async () => {
    const { status, output } = await refusedStart({
      env: { LOGOUTD_WORKERS: '2', PORT: String(server().port) },
    });
    expect(status).toBe(78);
    expect(output.match(/cannot start/g)).toHaveLength(1);
    expect(output).toContain(`port ${server().port} is in use`);
  });

  it.each(['0', '65', '2.5', 'two', '-1'])('refuses %s workers', async (workers) => {
    const { status, output } = await refusedStart({ env: { LOGOUTD_WORKERS: workers } });
    expect(status).toBe(78);
    expect(output).toContain('LOGOUTD_WORKERS must be a number from 1 to 64');
  });

  it('refuses a store that only one process can use', async () => {
    const { status, output } = await refusedStart({
      env: { LOGOUTD_WORKERS: '2', LOGOUTD_STORE: 'memory:' },
    });
    expect(status).toBe(78);
    expect(output).toContain('LOGOUTD_WORKERS must not be set while LOGOUTD_STORE is memory:');
  });
});

describe('its end', () => {
  it('comes also while it is starting', async () => {
    const env = { ...productionEnv(), LOGOUTD_WORKERS: '2' };
    const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
    const child = spawn(process.execPath, [main], {
      cwd: temporaryFolder(),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    await until('it has a worker', () => workersOf({ process: child }).length > 0);
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect([code, output]).toEqual([0, expect.stringMatching(/"stopping".*"stopped"/s)]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('takes all of them, by %s', async (signal) => {
    const own = await ownServer({ env: { LOGOUTD_WORKERS: '2' } });
    const workers = workersOf(own);
    expect(await own.stop(signal)).toBe(0);
    for (const pid of workers) expect(isThere(pid)).toBe(false);
    const messages = own.log().map(({ msg }) => msg);
    expect(messages.filter((msg) => msg === 'stopped')).toHaveLength(1);
    expect(messages).not.toContain('a worker has ended; another takes its place after the pause');
  });

  it('takes them too when the first process is killed, and nothing that was acknowledged is lost', async () => {
    const own = await startServer({ env: { LOGOUTD_WORKERS: '2' } });
    const workers = workersOf(own);
    const mine = token();
    expect((await session(own, mine)).status).toBe(200);
    await own.stop('SIGKILL');
    await until('the workers are gone', () => workers.every((pid) => !isThere(pid)));
    await expect(reach(own.port)).rejects.toThrow('ECONNREFUSED');
    const again = await ownServer({ folder: own.folder, env: { LOGOUTD_WORKERS: '2' } });
    expect(await isActive(again, mine)).toBe(false);
  });
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function reach(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
