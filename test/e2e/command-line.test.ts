/** What the server's own command line answers, and what a person reads who cannot start it. `test/cli/` has the other commands. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SETTINGS } from '../../src/config/names.ts';
import { diskForTest, mayMount, remount, WHY_NOT } from '../support/disks.ts';
import { folderForTest } from '../support/folders.ts';
import { until } from '../support/until.ts';

const ROOT = new URL('../../', import.meta.url);
const MAIN = fileURLToPath(new URL('src/main.ts', ROOT));
const EX_USAGE = 64;
const EX_CONFIG = 78;

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A development server that is expected to end by itself. */
function logoutd(
  args: readonly string[],
  { cwd = folderForTest(), env = {} }: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { PATH: process.env['PATH'], PORT: '0', ...env }, timeout: 15_000 };
    execFile(process.execPath, [MAIN, ...args], options, (error, stdout, stderr) => {
      const status = error === null ? 0 : error.code;
      if (typeof status === 'number') resolve({ status, stdout, stderr });
      else reject(new Error(`it did not end by itself:\n${stdout}`));
    });
  });
}

describe('the command line', () => {
  it.each(['--help', '-h'])('serve %s says every setting, and starts nothing', async (flag) => {
    const { status, stdout, stderr } = await logoutd(['serve', flag]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of Object.keys(SETTINGS)) expect(stdout).toMatch(new RegExp(`^ {2}${name} {2,}\\S`, 'm'));
    expect(stdout).not.toContain('listening');
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(105);
  });

  it.each([['--version'], ['-v'], ['serve', '--version']])(
    '%s %s says the version, and nothing else',
    async (...args) => {
      const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
        version: string;
      };
      expect(await logoutd(args)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    },
  );

  it.each([['--hlep'], ['srve'], ['--help=yes'], ['-x']])(
    'what it does not know is refused in a line that says where to look: %s',
    async (argument) => {
      const { status, stdout, stderr } = await logoutd([argument]);
      expect({ status, stdout }).toEqual({ status: EX_USAGE, stdout: '' });
      expect(stderr).toMatch(/^logoutd: .*logoutd --help says more\.\n$/);
    },
  );
});

it.each([[], ['serve']])('%s starts the server', async (...args) => {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folderForTest(),
    env: { PATH: process.env['PATH'], PORT: '0', LOGOUTD_STORE: 'memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  await until('it listens', () => said.includes('"msg":"listening"'));
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
});

describe('npm start', () => {
  const npmStart = (...args: readonly string[]): Promise<string> =>
    promisify(execFile)('npm', ['start', '--silent', '--ignore-scripts', '--', ...args], {
      cwd: fileURLToPath(ROOT),
    }).then(({ stdout }) => stdout);

  it('-- --help lists the settings, -- --version says the version', async () => {
    expect(await npmStart('--help')).toBe((await logoutd(['serve', '--help'])).stdout);
    expect(await npmStart('--version')).toBe((await logoutd(['--version'])).stdout);
  });
});

it('a command other than serve waits for no server to be loaded', async () => {
  const hook = `import{registerHooks}from'node:module';registerHooks({load(url,context,next){const loaded=next(url,context);if(/express|pino|sqlite/.test(url))process.stderr.write(url+'\\n');return loaded}})`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`;
  for (const args of [['--help'], ['--version'], ['sessions', 'list', '--url', 'http://127.0.0.1:9']]) {
    const { stderr } = await logoutd(args, { env: { NODE_OPTIONS } });
    expect(stderr, args[0]).not.toMatch(/express|pino|sqlite/);
  }
  const { stderr } = await logoutd(['doctor'], { env: { NODE_OPTIONS } });
  expect(stderr).toMatch(/sqlite/);
});

describe('a server that cannot start says why and what to do, in a line without a stack', () => {
  const refused = async (ended: Promise<Ended>, line: RegExp): Promise<void> => {
    const { status, stdout, stderr } = await ended;
    expect({ status, stdout }).toEqual({ status: EX_CONFIG, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/\n +at /);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  };

  it('when its port is busy', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const PORT = String((other.address() as { port: number }).port);
    await refused(
      logoutd([], { env: { PORT, LOGOUTD_STORE: 'memory:' } }),
      new RegExp(`port ${PORT} is in use\\. Stop what listens there, or set PORT`),
    );
  });

  it('when a setting is bad', async () => {
    await refused(logoutd([], { env: { PORT: 'http' } }), /\n {2}PORT must be a port from 0 to 65535/);
  });

  it('when its store is damaged', async () => {
    const cwd = folderForTest();
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data', 'development.db'), 'this is no database');
    await refused(logoutd([], { cwd }), /development\.db is not a database of logoutd\. Set LOGOUTD_STORE/);
  });

  it('when its folder cannot be written', async ({ skip }) => {
    skip(!mayMount, WHY_NOT);
    const cwd = diskForTest('1m');
    remount(cwd, 'ro');
    await refused(logoutd([], { cwd }), new RegExp(`Make ${cwd}/data a folder that this user can write`));
    const LOGOUTD_STORE = `sqlite:${cwd}/logoutd.db`;
    await refused(logoutd([], { env: { LOGOUTD_STORE } }), new RegExp(`cannot be opened.*${cwd}`));
  });
});
