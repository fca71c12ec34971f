/** Secrets and keys that are rotated under load, by SIGHUP: nobody is refused, and what was taken back no longer counts. */
import { createHash } from 'node:crypto';
import { constants, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { introspectForm, verify } from '../support/checks.ts';
import { configFile } from '../support/config-file.ts';
import { session } from '../support/logouts.ts';
import { openRaw } from '../support/raw.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';
import { workersOf } from '../support/workers.ts';

const OLD = { kid: '2025', secret: 'the-old-secret-of-this-issuer-0123456789-abcdef', file: 'old.key' };
const NEW = { kid: '2026', secret: 'the-new-secret-of-this-issuer-0123456789-abcdef', file: 'new.key' };
const OLD_GATEWAY = 'old-gateway-key-of-the-test-suite-0123456789-abcdef';
const NEW_GATEWAY = 'new-gateway-key-of-the-test-suite-0123456789-abcdef';

type Secret = typeof OLD;
const config = (secrets: readonly Secret[], gateways: readonly string[]) => ({
  issuers: [
    {
      name: 'login',
      algorithms: ['HS256'],
      keys: secrets.map(({ kid, file }) => ({ kid, secretFile: file })),
    },
  ],
  keys: gateways.map((key, at) => ({
    name: `gateway-${at}`,
    role: 'check',
    sha256: createHash('sha256').update(key).digest('hex'),
  })),
});

const signedBy = ({ kid, secret }: Secret): string => token({}, secret, { kid });
const said = (server: TestServer, msg: string): number =>
  server.log().filter((line) => String(line['msg']).startsWith(msg)).length;

function startWith(secrets: readonly Secret[], gateways: readonly string[]) {
  const beside = { [OLD.file]: OLD.secret, [NEW.file]: NEW.secret };
  const path = configFile(config(secrets, gateways), beside);
  const env = {
    LOGOUTD_WORKERS: '2',
    LOGOUTD_CONFIG: path,
    LOGOUTD_JWT_SECRET: '',
    LOGOUTD_RATE_LIMIT_SESSION: 'off',
  };
  return { path, started: ownServer({ env }) };
}

async function reload(server: TestServer, path: string, content: unknown): Promise<void> {
  const before = said(server, 'reloaded');
  const old = workersOf(server);
  let whenFirstIsNew: readonly number[] = [];
  writeFileSync(path, JSON.stringify(content));
  server.process.kill('SIGHUP');
  await until(
    'it has reloaded',
    () => {
      const present = workersOf(server);
      if (whenFirstIsNew.length === 0 && present.some((pid) => !old.includes(pid))) whenFirstIsNew = present;
      return said(server, 'reloaded') > before;
    },
    40_000,
  );
  // None of the old ones goes before a new one has come.
  expect(whenFirstIsNew).toEqual(expect.arrayContaining([...old]));
}

it('rotates a secret and a gateway key, and refuses no request that was right', {
  timeout: 90_000,
}, async () => {
  const { path, started } = startWith([OLD], [OLD_GATEWAY]);
  const server = await started;
  let present = { secret: OLD, gateway: OLD_GATEWAY };
  let going = true;
  const statuses = new Map<string, number>();
  const count = (what: string, status: number): void => {
    const key = `${what} ${status}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  };
  /** New connections all the time. */
  const caller = async (): Promise<void> => {
    while (going) {
      const mine = signedBy(present.secret);
      count('verify', (await verify(server, mine)).status);
      count('introspect', (await introspectForm(server, { token: mine }, bearer(present.gateway))).status);
      count('logout', (await session(server, mine)).status);
      count('ended', (await verify(server, mine)).status);
    }
  };
  /** One connection for as long as the server keeps it. */
  const keeper = async (): Promise<void> => {
    while (going) {
      const connection = await openRaw(server);
      for (let last = false; going && !last; ) {
        const head = [
          'GET /v1/verify HTTP/1.1',
          'Host: localhost',
          `Authorization: Bearer ${signedBy(present.secret)}`,
        ];
        connection.write(`${head.join('\r\n')}\r\n\r\n`);
        const { status, headers } = await connection.reply();
        count('kept', status);
        last = headers['connection'] === 'close';
      }
      connection.end();
    }
  };
  const load = Promise.all([caller(), caller(), caller(), keeper(), keeper()]);

  await reload(server, path, config([OLD, NEW], [OLD_GATEWAY, NEW_GATEWAY]));
  present = { secret: NEW, gateway: NEW_GATEWAY };
  const soFar = statuses.get('logout 200') ?? 0;
  await until('all have gone over', () => (statuses.get('logout 200') ?? 0) > soFar + 10);
  await reload(server, path, config([NEW], [NEW_GATEWAY]));
  const then = statuses.get('logout 200') ?? 0;
  await until('some more was done', () => (statuses.get('logout 200') ?? 0) > then + 10);
  going = false;
  await load;

  expect([...statuses.keys()].toSorted()).toEqual([
    'ended 401',
    'introspect 200',
    'kept 200',
    'logout 200',
    'verify 200',
  ]);
  expect((await verify(server, signedBy(OLD))).status).toBe(401);
  expect((await introspectForm(server, { token: signedBy(NEW) }, bearer(OLD_GATEWAY))).status).toBe(401);
  await until('the old workers are gone', () => workersOf(server).length === 2);
  // Else whoever reads the log slowly would hold up all processes.
  expect(isBlocking(server.process.pid)).toBe(false);
});

/** Whether writes to its standard output, a pipe here, may wait. */
function isBlocking(pid: number | undefined): boolean {
  const [, flags = ''] = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/1`, 'utf8')) ?? [];
  return (Number.parseInt(flags, 8) & constants.O_NONBLOCK) === 0;
}

it('serves on with what it has when the settings are wrong, and says so', async () => {
  const { path, started } = startWith([OLD], [OLD_GATEWAY]);
  const server = await started;
  const workers = workersOf(server);
  writeFileSync(path, '{ "issuers": 7 }');
  server.process.kill('SIGHUP');
  await until('it has said so', () => said(server, 'not reloaded') === 1);
  expect(workersOf(server)).toEqual(workers);
  expect((await verify(server, signedBy(OLD))).status).toBe(200);
  await reload(server, path, config([NEW], [NEW_GATEWAY]));
  expect((await verify(server, signedBy(NEW))).status).toBe(200);
});

it('does nothing where there are no workers, and says what to do', async () => {
  const server = await ownServer();
  server.process.kill('SIGHUP');
  await until(
    'it has said so',
    () => said(server, 'SIGHUP reloads the settings where LOGOUTD_WORKERS is set') === 1,
  );
  expect((await verify(server, token())).status).toBe(200);
});

it('ends a server in development, as closing its terminal does', async () => {
  const server = await ownServer({ env: { NODE_ENV: 'development', LOGOUTD_WORKERS: '2' } });
  expect(await server.stop('SIGHUP')).toBe(0);
});
