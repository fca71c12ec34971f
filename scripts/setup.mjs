/**
 * Installs the packages when they are missing or not those of package-lock.json. npm runs it before every script that
 * needs them, so it has no dependencies and runs on Node 18; the scripts themselves run on the Node that it installs.
 * `--installed` only notes that an install has just been done by hand. `--start` is for a server: in production it may
 * run on what `npm ci --omit=dev` leaves, where the machine's own Node is recent enough.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.logoutd-lock');
const lock = join(root, '.setup-lock');
const npmNodeVersion = join(root, 'scripts', 'npm-node-version.cjs');
/** What the sources need; the development dependency `node` brings it where this machine's own is older. */
const LEAST_NODE = 24;
const LONGEST_INSTALL_MS = 15 * 60_000;

const onlyStarts = process.argv.includes('--start') && process.env.NODE_ENV === 'production';

if (process.argv.includes('--installed')) note();
else if (!isCurrent()) process.exitCode = isEnough() ? judgeNode() : await alone(install);

/** Contents are compared, not times: a lockfile that was just checked out is newer than what it describes. */
function wanted() {
  const content = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(content).digest('hex')} ${process.platform}-${process.arch}\n`;
}

function isCurrent() {
  return hasNode() && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
}

/** The development dependency that all scripts run on; it is absent where those were left out. */
function hasNode() {
  return existsSync(
    join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  );
}

function isEnough() {
  return onlyStarts && lacking().length === 0;
}

/** The packages of the lockfile that a server needs and that are missing here, or there in another version. */
function lacking() {
  const { packages = {} } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .filter(([path, { version }]) => versionAt(path) !== version)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`);
}

function someOf(names) {
  const [first, ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function versionAt(path) {
  try {
    return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** Nothing is installed over what was left out on purpose. */
function judgeNode() {
  if (hasNode() || Number.parseInt(process.versions.node, 10) >= LEAST_NODE) return 0;
  console.error(
    `setup: this is Node ${process.versions.node}, and the development dependencies, which bring Node ${LEAST_NODE}, were left out; put Node ${LEAST_NODE} or later first in PATH, or run npm ci --include=dev`,
  );
  return 1;
}

function note() {
  if (hasNode()) writeFileSync(stamp, wanted());
}

async function install() {
  if (isCurrent()) return 0;
  const why = !existsSync(join(root, 'node_modules'))
    ? 'node_modules is missing'
    : onlyStarts
      ? `node_modules lacks ${someOf(lacking())}`
      : 'node_modules is not what package-lock.json asks for';
  console.error(`setup: ${why}; running npm ci, which can take a minute`);
  rmSync(stamp, { force: true });
  const status = await npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error');
  if (status !== 0) {
    console.error(`setup: npm ci failed with status ${status}, see above; nothing was started`);
    return status;
  }
  if (!hasNode()) {
    console.error(
      'setup: npm ci left out the `node` package; allow its install script (is ignore-scripts set?)',
    );
    return 1;
  }
  note();
  return 0;
}

/** Runs the npm and the Node that started this script, never those in the folder that is about to be replaced. */
function npm(...args) {
  const { npm_execpath: cli = '', npm_node_execpath: node = process.execPath, PATH = '' } = process.env;
  const { NODE_OPTIONS = '' } = process.env;
  const path = PATH.split(delimiter).filter((folder) => !folder.startsWith(join(root, 'node_modules')));
  const [command, first] = cli.endsWith('npm-cli.js') ? [node, [cli]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    env: {
      ...process.env,
      PATH: path.join(delimiter),
      NODE_OPTIONS: `${NODE_OPTIONS} --require ${JSON.stringify(npmNodeVersion)}`,
      SCARF_ANALYTICS: 'false',
    },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`setup: npm could not be started (${error.message})`);
      resolve(127);
    });
    child.once('exit', (status) => resolve(status ?? 1));
  });
}

/**
 * Runs the task while no other setup of this folder runs. The lock is a folder that holds one claim, named after its
 * owner. It appears complete, by renaming, which fails while another claim is in it; and a dead owner's claim is
 * removed by its own name, so that nobody can remove the claim of whoever came next.
 */
async function alone(task) {
  const claim = `${process.pid} ${Date.now()} ${hostname()}`;
  const mine = `${lock}.${process.pid}`;
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine);
  writeFileSync(join(mine, claim), '');
  try {
    for (let waited = 0; !take(mine); waited += 1) {
      if (waited === 0) console.error('setup: waiting for another setup of this folder to finish');
      await sleep(200);
    }
    return await task();
  } finally {
    rmSync(join(lock, claim), { force: true });
    rmSync(mine, { recursive: true, force: true });
    removeWhenEmpty();
  }
}

function take(mine) {
  for (const claim of claims()) if (isStale(claim)) rmSync(join(lock, claim), { force: true });
  removeWhenEmpty();
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) return false;
    throw error;
  }
}

function claims() {
  try {
    return readdirSync(lock);
  } catch {
    return [];
  }
}

function isStale(claim) {
  const [pid, since, host] = claim.split(' ');
  if (Date.now() - Number(since) > LONGEST_INSTALL_MS) return true;
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function removeWhenEmpty() {
  try {
    rmdirSync(lock);
  } catch {
    // Taken, or not there.
  }
}
