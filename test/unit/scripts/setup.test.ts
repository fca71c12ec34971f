import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';

const script = (name: string): string => fileURLToPath(new URL(`../../../scripts/${name}`, import.meta.url));

/** Stands in for npm: notes how it was called, takes a moment, and installs a Node or fails, as it is told. */
const npm = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
writeFileSync('judged-by', process.version + process.env.NODE_OPTIONS);
setTimeout(() => {
  const status = Number(process.env.NPM_STATUS ?? 0);
  if (status === 0) {
    mkdirSync('node_modules/node/bin', { recursive: true });
    writeFileSync('node_modules/node/bin/node', '');
  }
  process.exit(status);
}, 200);
`;

let folder: string;
/** What the setup that was started last has said so far. */
let heard = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'));
  await mkdir(join(folder, 'scripts'));
  for (const name of ['setup.mjs', 'npm-node-version.cjs']) {
    await copyFile(script(name), join(folder, 'scripts', name));
  }
  await writeFile(join(folder, 'package-lock.json'), '{}');
  await writeFile(join(folder, 'npm-cli.js'), npm);
});
afterEach(() => rm(folder, { recursive: true }));

async function run(env: Record<string, string> = {}, ...args: string[]) {
  const child = spawn(process.execPath, [join(folder, 'scripts/setup.mjs'), ...args], {
    env: {
      ...process.env,
      npm_execpath: join(folder, 'npm-cli.js'),
      npm_node_execpath: process.execPath,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  heard = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    heard += text;
  });
  const [status] = await once(child, 'close');
  return { status, said };
}

const calls = async () => (await readFile(join(folder, 'calls'), 'utf8').catch(() => '')).trim().split('\n');
const locks = async () => (await readdir(folder)).filter((name) => name.startsWith('.setup-lock'));
const install = 'ci --include=dev --no-audit --no-fund --loglevel=error';

describe('setup', () => {
  it('has npm judge packages by the Node that they will run on, whatever npm runs on', async () => {
    const lock = { packages: { 'node_modules/node': { version: '99.8.7' } } };
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
    expect((await run({ NODE_OPTIONS: '--no-deprecation' })).status).toBe(0);
    // What npm starts has the options that there were before.
    expect(await readFile(join(folder, 'judged-by'), 'utf8')).toBe('v99.8.7--no-deprecation');
  });

  it('installs what is missing, development tools in production too, and says so in a line', async () => {
    const { status, said } = await run({ NODE_ENV: 'production' });
    expect(status).toBe(0);
    expect(said).toMatch(/^setup: node_modules is missing; running npm ci, .+\n$/);
    expect(await calls()).toEqual([install]);
  });

  it('does and says nothing when all is there, however new the lockfile looks', async () => {
    await run();
    const tomorrow = Date.now() / 1000 + 86_400;
    await utimes(join(folder, 'package-lock.json'), tomorrow, tomorrow);
    expect(await run()).toEqual({ status: 0, said: '' });
    expect(await calls()).toEqual([install]);
  });

  it('installs again for another lockfile, however old it looks', async () => {
    await run();
    await writeFile(join(folder, 'package-lock.json'), '{"other":true}');
    await utimes(join(folder, 'package-lock.json'), 0, 0);
    expect((await run()).said).toContain('not what package-lock.json asks for');
    expect(await calls()).toEqual([install, install]);
  });

  it('takes an install by hand for its own, but not one without Node', async () => {
    await run();
    await writeFile(join(folder, 'package-lock.json'), '{"other":true}');
    await run({}, '--installed');
    expect(await run()).toEqual({ status: 0, said: '' });
    await rm(join(folder, 'node_modules/node'), { recursive: true });
    await run({}, '--installed');
    expect((await run()).said).toContain('running npm ci');
  });

  it('ends with the status of an npm that fails, and tries again the next time', async () => {
    const { status, said } = await run({ NPM_STATUS: '7' });
    expect(status).toBe(7);
    expect(said).toContain('setup: npm ci failed with status 7');
    expect((await run()).status).toBe(0);
    expect(await locks()).toEqual([]);
  });

  it('installs once when several start at a time', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => run()));
    expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await calls()).toEqual([install]);
    expect(await locks()).toEqual([]);
  });

  it('waits for an owner that lives, but neither for a dead one nor for ever', async () => {
    const lock = join(folder, '.setup-lock');
    await mkdir(lock);
    const claim = (pid: number, since: number) => writeFile(join(lock, `${pid} ${since} ${hostname()}`), '');
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'close');
    await claim(gone.pid ?? 0, Date.now());
    await claim(process.pid, Date.now() - 3_600_000);
    expect((await run()).said).not.toContain('waiting');
    expect(await locks()).toEqual([]);

    await rm(join(folder, 'node_modules'), { recursive: true });
    await mkdir(lock);
    await claim(process.pid, Date.now());
    const waiting = run();
    await until('it says that it waits', () => heard.includes('waiting for another setup'));
    expect(await calls()).toEqual([install]);
    await rm(lock, { recursive: true });
    await waiting;
    expect(await calls()).toEqual([install, install]);
  });

  describe('for a server in production', () => {
    const start = (NODE_ENV = 'production') => run({ NODE_ENV }, '--start');
    const lock = {
      packages: {
        '': { version: '0.1.0' },
        'node_modules/needed': { version: '1.2.3' },
        'node_modules/needed/node_modules/within': { version: '4.5.6' },
        'node_modules/node': { version: '99.8.7', dev: true },
        'node_modules/native': { version: '1.0.0', optional: true },
      },
    };
    /** As `npm ci --omit=dev` leaves it. */
    const put = async (path: string, version: string): Promise<void> => {
      await mkdir(join(folder, path), { recursive: true });
      await writeFile(join(folder, path, 'package.json'), JSON.stringify({ version }));
    };
    const nodeIs = (version: string): Promise<void> =>
      writeFile(
        join(folder, 'scripts/as-node.cjs'),
        `Object.defineProperty(process.versions, 'node', { value: '${version}' });`,
      );

    beforeEach(async () => {
      await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
      await put('node_modules/needed', '1.2.3');
      await put('node_modules/needed/node_modules/within', '4.5.6');
    });

    it('takes what npm ci --omit=dev leaves, and installs nothing over it', async () => {
      expect(await start()).toEqual({ status: 0, said: '' });
      expect(await calls()).toEqual(['']);
    });

    it('takes it for nothing else: not for other scripts, and not outside production', async () => {
      await run({ NODE_ENV: 'production' });
      expect(await calls()).toEqual([install]);
      await rm(join(folder, 'node_modules/node'), { recursive: true });
      await start('');
      expect(await calls()).toEqual([install, install]);
    });

    it.each([
      [
        'is missing',
        (): Promise<void> => rm(join(folder, 'node_modules/needed/node_modules'), { recursive: true }),
      ],
      ['has another version', () => put('node_modules/needed/node_modules/within', '4.5.5')],
    ])('installs what %s, and names it', async (_, change) => {
      await change();
      const { status, said } = await start();
      expect(status).toBe(0);
      expect(said).toMatch(/^setup: node_modules lacks within 4\.5\.6; running npm ci,/);
      expect(await calls()).toEqual([install]);
    });

    it('says what to do where this machine’s own Node is too old', async () => {
      await nodeIs('22.19.0');
      const old = {
        NODE_ENV: 'production',
        NODE_OPTIONS: `--require ${join(folder, 'scripts/as-node.cjs')}`,
      };
      const { status, said } = await run(old, '--start');
      expect(status).toBe(1);
      expect(said).toMatch(/^setup: this is Node 22\.19\.0, .*Node 24 or later.*npm ci --include=dev\n$/);
      expect(await calls()).toEqual(['']);
      await put('node_modules/node/bin', '99.8.7');
      await writeFile(join(folder, 'node_modules/node/bin/node'), '');
      expect((await run(old, '--start')).status).toBe(0);
    });
  });
});

it('only the scripts that users run ask for that', async () => {
  const { scripts } = JSON.parse(await readFile(script('../package.json'), 'utf8'));
  const pre = Object.entries(scripts).filter(([, command]) => String(command).includes('--start'));
  expect(pre.map(([name]) => name)).toEqual(['prestart', 'prelogoutd']);
});
