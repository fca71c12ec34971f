/** `logoutd doctor`: what is wrong, how to mend it, and that it changes nothing. */

import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { configFile } from '../support/config-file.ts';
import { folderForTest } from '../support/folders.ts';
import { freePort } from '../support/free-port.ts';
import { ADMIN_KEY, productionEnv, SECRET } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { jwk, jwksServer } from '../unit/tokens/jwks-server.ts';
import { at, logoutd, type Place } from './logoutd.ts';

/** Where nobody listens. */
const nowhere = async (): Promise<string> => String(await freePort());

async function examined(place: Place, ...args: readonly string[]) {
  const { status, stdout, stderr } = await logoutd(['doctor', '--json', ...args], place);
  const findings = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding);
  const of = (verdict: Finding['verdict']): readonly string[] =>
    findings.filter((finding) => finding.verdict === verdict).map(({ about, says }) => `${about}: ${says}`);
  return { status, stderr, findings, wrong: of('wrong'), warn: of('warn'), ok: of('ok') };
}

/** Where root may write, as far as permissions go. */
const KERNELS = process.platform === 'linux' ? ['/proc/nope/x.db', '/proc/x.db', '/sys/nope/x.db'] : [];

/** Every file below a folder: what is in it, its mode, and when it was written. */
function stateOf(folder: string): readonly unknown[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => {
      const { mode, mtimeMs, size } = statSync(path);
      return [path, mode, mtimeMs, size, statSync(path).isFile() ? readFileSync(path, 'latin1') : null];
    });
}

const production = async (): Promise<Record<string, string>> => ({
  ...productionEnv(),
  PORT: await nowhere(),
});

describe('doctor', () => {
  it('finds nothing wrong in an empty folder, and leaves it empty', async () => {
    const cwd = folderForTest();
    const PORT = await nowhere();
    const { status, stderr, wrong, warn, ok } = await examined({ cwd, env: { PORT } });
    expect({ status, stderr, wrong }).toEqual({ status: 0, stderr: '', wrong: [] });
    expect(warn).toEqual([expect.stringMatching(/^server: no server at .*Start one with logoutd serve/)]);
    expect(ok).toEqual(
      expect.arrayContaining([
        `settings: a development server on 127.0.0.1, port ${PORT}`,
        'secrets: there are none yet; the first start makes them, in data/development-secrets.json',
        `store: there is none yet; the first start makes it, at ${cwd}/data/development.db`,
      ]),
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('finds nothing wrong beside a server that runs', async () => {
    const server = await ownServer();
    const place = { cwd: server.folder, env: { ...productionEnv(), ...at(server).env } };
    const { status, wrong, warn, ok } = await examined(place);
    expect({ status, wrong, warn }).toEqual({ status: 0, wrong: [], warn: [] });
    expect(ok).toEqual(
      expect.arrayContaining([
        `server: logoutd answers at ${server.url}`,
        'store: the server’s takes writes',
        'server: it takes the key from LOGOUTD_KEY',
        expect.stringMatching(/^clock: .*, as the server has it$/),
      ]),
    );
  });

  it('is a line for each finding, for people', async () => {
    const { status, stdout, stderr } = await logoutd(['doctor'], {
      env: { ...(await production()), PORT: 'http' },
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'logoutd: 2 things are wrong.\n' });
    expect(stdout).toMatch(/^ok {5}node {6}\d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^wrong {2}settings {2}PORT must be a port from 0 to 65535/m);
  });

  it('says every setting that is wrong, as a start would', async () => {
    const env = {
      NODE_ENV: 'production',
      PORT: await nowhere(),
      LOGOUTD_ADMIN_KEY: 'short',
      LOGOUTD_LOG_LEVEL: 'loud',
    };
    const { status, wrong } = await examined({ env });
    expect(status).toBe(1);
    expect(wrong).toEqual([
      expect.stringMatching(/^settings: LOGOUTD_ADMIN_KEY must be at least 32 characters/),
      expect.stringMatching(/^settings: LOGOUTD_JWT_SECRET is missing/),
      expect.stringMatching(/^settings: LOGOUTD_LOG_LEVEL must be one of/),
    ]);
  });

  it('warns of a setting that is none, but of none of the command line’s own', async () => {
    const env = {
      ...(await production()),
      LOGOUTD_STOER: 'x',
      LOGOUTD_URL: `http://127.0.0.1:${await nowhere()}`,
    };
    const { warn } = await examined({ env });
    expect(warn.filter((line) => line.startsWith('settings'))).toEqual([
      'settings: LOGOUTD_STOER is not a setting, and is ignored.',
    ]);
  });

  it('finds secrets that others can read, and leaves that to whoever mends it', async () => {
    const cwd = folderForTest();
    mkdirSync(join(cwd, 'data'));
    const file = join(cwd, 'data/development-secrets.json');
    const secrets = { jwtSecret: 'x'.repeat(43), adminKey: 'y'.repeat(43), checkKey: 'z'.repeat(43) };
    writeFileSync(file, JSON.stringify(secrets));
    chmodSync(file, 0o644);
    const env = { PORT: await nowhere() };
    const { status, wrong } = await examined({ cwd, env });
    expect(status).toBe(1);
    expect(wrong).toEqual([
      expect.stringContaining('secrets: others can read data/development-secrets.json.'),
    ]);
    expect(wrong[0]).toContain('chmod 600 data/development-secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    writeFileSync(file, '{');
    chmodSync(file, 0o600);
    expect((await examined({ cwd, env })).wrong).toEqual(
      expect.arrayContaining([expect.stringContaining('is damaged. Delete it')]),
    );
  });

  it('looks over a store that no server has open, and changes nothing of it', async () => {
    const server = await ownServer();
    await server.stop();
    const before = stateOf(server.folder);
    const place = { cwd: server.folder, env: await production() };
    const { status, ok } = await examined(place);
    expect(status).toBe(0);
    expect(ok).toContainEqual(
      expect.stringMatching(/^store: .*logoutd\.db can be opened, and is all that its marker/),
    );
    expect(stateOf(server.folder)).toEqual(before);
  });

  it('looks over a store that was left by kill -9, and changes nothing that was acknowledged', async () => {
    const server = await ownServer();
    await fetch(`${server.url}/v1/sessions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ subject: 'ada' }),
    });
    await server.stop('SIGKILL');
    const files = ['logoutd.db', 'logoutd.db-wal', 'logoutd.db.marker'].map((name) =>
      join(server.folder, 'data', name),
    );
    const before = files.map((file) => readFileSync(file, 'latin1'));
    const { status, wrong } = await examined({ cwd: server.folder, env: await production() });
    expect({ status, wrong }).toEqual({ status: 0, wrong: [] });
    expect(files.map((file) => readFileSync(file, 'latin1'))).toEqual(before);
  });

  it.each([
    [
      'a damaged one',
      (file: string) => writeFileSync(file, 'this is no database'),
      /is not a database of logoutd/,
    ],
    ['an empty one', (file: string) => writeFileSync(file, ''), /has 0 bytes/],
    ['a folder', (file: string) => mkdirSync(file), /is a folder\. Set LOGOUTD_STORE/],
    [
      'one that is gone',
      (file: string) => writeFileSync(`${file}.marker`, 'x'),
      /is missing, but its marker file/,
    ],
  ])('says what is wrong with a store, and how to mend it: %s', async (_, spoil, words) => {
    const cwd = folderForTest();
    mkdirSync(join(cwd, 'data'));
    spoil(join(cwd, 'data/logoutd.db'));
    const before = stateOf(cwd);
    const { status, wrong } = await examined({ cwd, env: await production() });
    expect([status, wrong]).toEqual([1, [expect.stringMatching(words)]]);
    expect(stateOf(cwd)).toEqual(before);
  });

  it.each(['mysql:foo', 'sqlite', 'foo.db', 'sqlite:', 'redis:x', 'memory:x'])(
    'says of a store that no backend knows what a start says: %s',
    async (LOGOUTD_STORE) => {
      const env = { ...(await production()), LOGOUTD_STORE };
      const started = await logoutd(['serve'], { env });
      expect(started.status).toBe(78);
      const said = /logoutd cannot start: (.*)\n/.exec(started.stderr)?.[1];
      const { status, wrong } = await examined({ env });
      expect([status, wrong]).toEqual([1, [`store: ${said}`]]);
      const server = await ownServer({ env: { LOGOUTD_STORE: 'memory:' } });
      const beside = await examined({ env: { ...env, ...at(server).env } });
      expect([beside.status, beside.wrong]).toEqual([1, [`store: ${said}`]]);
    },
  );

  it('says that a store cannot be made where nothing can', async () => {
    const cwd = folderForTest();
    writeFileSync(join(cwd, 'file'), '');
    symlinkSync('nowhere', join(cwd, 'link'));
    symlinkSync('nowhere', join(cwd, 'link.db'));
    const places = ['file/x.db', 'file/deep/er/x.db', 'link/x.db', 'link.db', ...KERNELS];
    for (const place of places) {
      const env = { ...(await production()), LOGOUTD_STORE: `sqlite:${place}` };
      const { status, wrong } = await examined({ cwd, env });
      expect([status, wrong], place).toEqual([1, [expect.stringMatching(/^store: \S+ cannot be opened \(/)]]);
      expect((await logoutd(['serve'], { cwd, env })).status, place).toBe(78);
    }
  });

  it('finds that a server is down that it was told of', async () => {
    const url = `http://127.0.0.1:${await nowhere()}`;
    const down = [expect.stringMatching(/^server: no server at /)];
    const env = await production();
    const named = await examined({ env: { ...env, LOGOUTD_URL: url } });
    expect([named.status, named.wrong]).toEqual([1, down]);
    const given = await examined({ env }, '--url', url);
    expect([given.status, given.wrong]).toEqual([1, down]);
    const unnamed = await examined({ env: { ...env, LOGOUTD_URL: '' } });
    expect([unnamed.status, unnamed.warn]).toEqual([0, down]);
  });

  it('finds a clock that is behind what the store has seen', async () => {
    const server = await ownServer();
    await server.stop();
    const ahead = Date.now() / 1000 + 3600;
    utimesSync(join(server.folder, 'data/logoutd.db'), ahead, ahead);
    const { status, wrong } = await examined({ cwd: server.folder, env: await production() });
    expect(status).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/^clock: it is 59m behind the newest time in the store/)]);
  });

  it('finds a clock that is apart from the server’s', async () => {
    const answers: Record<string, unknown> = { '/healthz': { status: 'ok' }, '/readyz': { status: 'ready' } };
    const server = createServer((req, res) => {
      const path = req.url?.split('?')[0] ?? '';
      res.writeHead(200, {
        'content-type': 'application/json',
        'x-request-id': 'r',
        date: new Date(Date.now() + 600_500).toUTCString(),
      });
      res.end(JSON.stringify(answers[path] ?? { sessions: [], nextCursor: null }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { status, wrong } = await examined({ env: { ...(await production()), ...at({ url }).env } });
    expect(status).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/^clock: the server’s differs from this one by (10|9)m\./)]);
  });

  it('finds keys that cannot be fetched, or are of no use', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keys = await jwksServer({ keys: [jwk(publicKey, 'k')] });
    onTestFinished(() => keys.stop());
    const withKeys = async (url: string, algorithms: readonly string[]) => {
      const issuer = {
        name: 'login',
        iss: 'https://login.example.com',
        algorithms,
        keys: [{ jwksUrl: url }],
      };
      const LOGOUTD_CONFIG = configFile({ issuers: [issuer] });
      const { LOGOUTD_JWT_SECRET: _, ...env } = await production();
      return examined({ env: { ...env, LOGOUTD_CONFIG } });
    };
    const url = keys.url.href;
    const good = await withKeys(url, ['ES256']);
    expect(good.wrong).toEqual([]);
    expect(good.ok).toContain(`keys: the keys of issuer login at ${url}: 1 key`);
    const secretly = await withKeys(`${url}?key=hunter2`, ['ES256']);
    expect(secretly.ok).toContain(`keys: the keys of issuer login at ${url}: 1 key`);
    expect((await withKeys(url, ['RS256'])).wrong).toEqual([
      `keys: the keys of issuer login at ${url} are none that can be used with RS256. Look at its algorithms.`,
    ]);
    const gone = `http://127.0.0.1:${await nowhere()}/jwks.json`;
    const { status, wrong } = await withKeys(gone, ['ES256']);
    expect(status).toBe(1);
    expect(wrong).toEqual([
      `keys: the keys of issuer login at ${gone} cannot be fetched (ECONNREFUSED): its tokens are refused with 500 until they can.`,
    ]);
  });

  it('finds that the key is not the server’s, and that it is another server', async () => {
    const server = await ownServer({ env: { LOGOUTD_STORE: 'memory:' } });
    const wrongKey = await examined({
      env: { ...(await production()), ...at(server, 'not-the-key-of-it').env },
    });
    expect(wrongKey.wrong).toEqual([expect.stringContaining(`server: ${server.url} does not know the key`)]);
    const other = createServer((_req, res) => void res.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const { wrong } = await examined({ env: { ...(await production()), ...at({ url }).env } });
    expect(wrong).toEqual([expect.stringContaining(`what answers at ${url} is not logoutd`)]);
  });

  it('shows no secret', async () => {
    const { findings } = await examined({ env: await production() });
    expect(JSON.stringify(findings)).not.toContain(SECRET);
    expect(JSON.stringify(findings)).not.toContain(ADMIN_KEY);
  });
});
