/** The two ways to run Schemathesis: the image of its makers, or a virtual environment with the same version. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { EngineName } from './options.ts';
import {
  type Folders,
  requirements,
  root,
  type Secrets,
  schemathesisEnvironment,
  secretNames,
  version,
} from './schemathesis.ts';

/** An engine that takes longer to say that it is there is not. */
const PATIENCE_MS = 20_000;

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Engine {
  /** For people. */
  readonly name: string;
  /** As the run sees them. */
  readonly folders: Folders;
  /** Under which host name the run reaches this machine's loopback address. */
  readonly host: string;
  command(args: readonly string[], secrets: Secrets): Command;
}

/** @throws where neither can run, or not the one that is asked for */
export function chooseEngine(by: EngineName | undefined, reports: string): Engine {
  const asked = { stdio: 'ignore', timeout: PATIENCE_MS } as const;
  const answers = by !== 'venv' && spawnSync('docker', ['info'], asked).status === 0;
  if (answers) return docker(reports);
  if (by === 'docker') throw new Error('no docker engine answers `docker info`');
  return virtualEnvironment(reports);
}

/** `user`: who the reports shall belong to, where files have owners. */
export function docker(reports: string, platform = process.platform, user = ownUser()): Engine {
  const folders = { fuzz: '/fuzz', openapi: '/openapi', reports: '/reports' };
  const linux = platform === 'linux';
  const given = { ...schemathesisEnvironment(folders), HOME: '/tmp' };
  const before = [
    ...['run', '--rm', '--init', '--workdir', '/tmp'],
    // Elsewhere the engine is in a machine of its own, whose network is not this one's.
    ...(linux ? ['--network', 'host'] : ['--add-host', 'host.docker.internal:host-gateway']),
    ...(linux && user !== undefined ? ['--user', user] : []),
    ...['--volume', `${root}scripts/fuzz:${folders.fuzz}:ro`],
    ...['--volume', `${root}openapi:${folders.openapi}:ro`],
    ...['--volume', `${reports}:${folders.reports}`],
    ...Object.entries(given).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...secretNames.flatMap((name) => ['--env', name]),
    `schemathesis/schemathesis:${version}`,
  ];
  return {
    name: `docker, Schemathesis ${version}`,
    folders,
    host: linux ? '127.0.0.1' : 'host.docker.internal',
    command: (args, secrets) => ({
      program: 'docker',
      args: [...before, ...args],
      env: { ...process.env, ...secrets },
    }),
  };
}

function ownUser(): string | undefined {
  return process.getuid === undefined ? undefined : `${process.getuid()}:${process.getgid?.()}`;
}

function virtualEnvironment(reports: string): Engine {
  const folder = `${root}node_modules/.cache/schemathesis`;
  install(folder);
  const folders = { fuzz: `${root}scripts/fuzz`, openapi: `${root}openapi`, reports };
  return {
    name: `a virtual environment, Schemathesis ${version}`,
    folders,
    host: '127.0.0.1',
    command: (args, secrets) => ({
      program: `${folder}/bin/schemathesis`,
      args,
      env: { ...process.env, ...schemathesisEnvironment(folders), ...secrets, HOME: tmpdir() },
    }),
  };
}

/** Does nothing where it was done before. It is stamped at its end, so that half of one is not taken for a whole. */
function install(folder: string): void {
  const stamp = `${folder}/installed`;
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  needsPython();
  console.log(`Installing Schemathesis ${version} into ${folder.slice(root.length)}`);
  said('python3', '-m', 'venv', '--clear', folder);
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--require-hashes',
  ];
  said(`${folder}/bin/python3`, ...pip, '--requirement', requirements);
  writeFileSync(stamp, wanted);
}

/** @throws where there is no Python that Schemathesis runs on */
export function needsPython(): void {
  const question = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))';
  if (spawnSync('python3', ['-c', question], { stdio: 'ignore' }).status === 0) return;
  throw new Error('it needs docker, or Python 3.11 or later with venv, and neither is here');
}

function said(program: string, ...args: string[]): void {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(
    `${program} ${args.join(' ')}\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`.trimEnd(),
  );
}
