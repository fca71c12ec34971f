/** examples/systemd: a unit that systemd takes, of settings that there are, whose command starts a server within its sandbox. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SETTINGS } from '../../src/config/names.ts';
import { adapted } from '../gateways/gateway.ts';
import { folderForTest } from '../support/folders.ts';
import { freePort } from '../support/free-port.ts';
import { platform, session } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY, SECRET } from '../support/server.ts';
import { refusedStart } from '../support/shared-server.ts';
import { nodeOptions } from '../support/start-script.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';
import { root } from './page.ts';

const example = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../examples/systemd/${name}`, import.meta.url)), 'utf8');
const unit = example('logoutd.service');
const dropIn = example('redis.conf');
/** All values of a key, in their order. */
const values = (text: string, key: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);
const one = (key: string): string => {
  const [value, another] = values(unit, key);
  if (value === undefined || another !== undefined) throw new Error(`${key} does not stand there once`);
  return value;
};
const has = (command: string, arg = '--version'): boolean => spawnSync(command, [arg]).status === 0;
const WHY_NO_SYSTEMD = 'there is no systemd-analyze here';

/** With this clone in place of /opt/logoutd. */
function installed(folder: string): { readonly path: string; readonly text: string } {
  const text = adapted(unit, [['/opt/logoutd/', `${root}/`, 2]]);
  const path = join(folder, 'logoutd.service');
  writeFileSync(path, text);
  return { path, text };
}

it('systemd finds nothing wrong with it, nor with the addition for Redis', ({ skip }) => {
  skip(!has('systemd-analyze'), WHY_NO_SYSTEMD);
  const folder = folderForTest();
  const { path } = installed(folder);
  mkdirSync(`${path}.d`);
  writeFileSync(join(`${path}.d`, 'redis.conf'), dropIn);
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['--man=no', 'verify', path], {
    encoding: 'utf8',
    env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
  });
  expect(`${stdout}${stderr}`).toBe('');
  expect(status).toBe(0);
});

it('exposes little of the machine, by systemd’s own count', ({ skip }) => {
  skip(!has('systemd-analyze'), WHY_NO_SYSTEMD);
  const { path } = installed(folderForTest());
  // Ten times the level.
  const args = ['security', '--offline=true', '--threshold=20', path];
  const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  expect(status, stdout).toBe(0);
});

it('has settings that there are, and options of Node that npm start has', () => {
  const set = values(unit, 'Environment').map((line) => line.split('=', 1)[0] ?? '');
  const known = [...Object.keys(SETTINGS), 'NODE_COMPILE_CACHE'];
  expect(set.length).toBeGreaterThan(3);
  expect(known).toEqual(expect.arrayContaining(set));
  for (const option of nodeOptions) expect(one('ExecStart').split(' ')).toContain(option);
  const paths = one('ExecStart')
    .split(' ')
    .filter((word) => word.startsWith('/'));
  for (const path of paths) expect(existsSync(path.replace('/opt/logoutd', root)), path).toBe(true);
});

it('lets it end by itself, and does not try again what cannot get better', async () => {
  expect(Number(one('TimeoutStopSec'))).toBeGreaterThan(10);
  expect(one('ExecReload')).toBe('/bin/kill -HUP $MAINPID');
  const { status } = await refusedStart({ env: { PORT: 'x' } });
  expect(one('RestartPreventExitStatus').split(' ')).toContain(String(status));
});

it('is tried again on Redis, which may come up later', async () => {
  const { status, output } = await refusedStart({
    env: { LOGOUTD_STORE: `redis://127.0.0.1:${await freePort()}` },
  });
  expect(status, output).toBe(78);
  // An empty value takes away what was set before.
  expect(values(dropIn, 'RestartPreventExitStatus')).toEqual(['', '64']);
});

/** Names of all calls in the sets, those of the sets in them included. */
function callsOf(...names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const name of names) {
    const { stdout } = spawnSync('systemd-analyze', ['syscall-filter', name], { encoding: 'utf8' });
    const members = [...stdout.matchAll(/^ {4}(@?[\w-]+)$/gm)].map(([, member = '']) => member);
    for (const member of members)
      for (const call of member.startsWith('@') ? callsOf(member) : [member]) all.add(call);
  }
  return all;
}

/** SQLite gives the files of a store that belongs to another user to that user, where it may: as root, who the unit does not run as. */
const AS_ROOT = ['fchown'];

it('its command starts a server that serves, reloads and stops within what the sandbox lets it do', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!has('systemd-analyze'), WHY_NO_SYSTEMD);
  skip(!has('strace', '-V'), 'there is no strace here');
  const folder = folderForTest();
  const [port, trace] = [await freePort(), join(folder, 'trace')];
  const { text } = installed(folder);
  const environment = values(text, 'Environment').map((line) =>
    line.replaceAll(/\/var\/(?:lib|cache)\/logoutd/g, folder),
  );
  const [command = ''] = values(text, 'ExecStart');
  const strace = ['-f', '-qq', '-o', trace, ...command.split(' ')];
  const env = {
    ...Object.fromEntries(environment.map((line) => line.split(/=(.*)/s))),
    PORT: String(port),
    LOGOUTD_JWT_SECRET: SECRET,
    LOGOUTD_ADMIN_KEY: ADMIN_KEY,
  };
  const child = spawn('strace', strace, {
    cwd: folder,
    env: { ...env, PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const over = once(child, 'close');
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  try {
    await until('it listens', () => said.includes('"msg":"listening"'), 60_000);
    const [main] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
      .split(' ')
      .map(Number);
    if (main === undefined) throw new Error('strace has started nothing');
    const server = { port };
    for (let turn = 0; turn < 6; turn += 1) {
      expect((await session(server, token())).status).toBe(200);
      expect((await platform(server, token())).status).toBe(200);
      expect((await request(server, 'GET', '/readyz')).status).toBe(200);
    }
    process.kill(main, 'SIGHUP');
    await until('it has reloaded', () => said.includes('"msg":"reloaded"'), 60_000);
    expect((await session(server, token())).status).toBe(200);
    process.kill(main, 'SIGTERM');
    expect(await over).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
  const traced = readFileSync(trace, 'utf8');
  const used = new Set([...traced.matchAll(/^\d+ +(\w+)\(/gm)].map(([, call = '']) => call));
  const [allowed = '', denied = ''] = values(unit, 'SystemCallFilter');
  const [may, mayNot] = [callsOf('@default', allowed), callsOf(...denied.replace('~', '').split(' '))];
  expect(may.size).toBeGreaterThan(100);
  expect(mayNot.size).toBeGreaterThan(20);
  expect(used.size).toBeGreaterThan(40);
  expect([...used].filter((call) => !may.has(call))).toEqual([]);
  expect([...used].filter((call) => mayNot.has(call) && !AS_ROOT.includes(call))).toEqual([]);
  const families = new Set([...traced.matchAll(/\bsocket(?:pair)?\((AF_\w+)/g)].map(([, family]) => family));
  expect(one('RestrictAddressFamilies').split(' ')).toEqual(expect.arrayContaining([...families]));
});
