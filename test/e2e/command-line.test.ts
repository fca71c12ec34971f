/** What the command line answers, and what a person reads who cannot start the server. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SETTINGS } from '../../src/config/names.ts';
import { diskForTest, mayMount, remount, WHY_NOT } from '../support/disks.ts';
import { folderForTest } from '../support/folders.ts';

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
  it.each(['--help', '-h'])('%s says every setting, and starts nothing', async (flag) => {
    const { status, stdout, stderr } = await logoutd([flag]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of Object.keys(SETTINGS)) expect(stdout).toMatch(new RegExp(`^ {2}${name} {2,}\\S`, 'm'));
    expect(stdout).not.toContain('listening');
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(105);
  });

  it.each(['--version', '-v'])('%s says the version, and nothing else', async (flag) => {
    const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
      version: string;
    };
    expect(await logoutd([flag])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([['--hlep'], ['serve'], ['--help=yes'], ['-x']])(
    'what it does not know is refused in a line that says where to look: %s',
    async (argument) => {
      const { status, stdout, stderr } = await logoutd([argument]);
      expect({ status, stdout }).toEqual({ status: EX_USAGE, stdout: '' });
      expect(stderr).toMatch(/^logoutd: .*npm start -- --help\n$/);
    },
  );
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
