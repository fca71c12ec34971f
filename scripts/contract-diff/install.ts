/** oasdiff as a program of this machine, built by Go once for each version. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { CannotCompare } from './findings.ts';

/** Go's checksum database vouches for the content of both. 1.34.0 to 1.35.0 need a module that was not to be had. */
const OASDIFF = { module: 'github.com/oasdiff/oasdiff', version: 'v1.33.0' };
const TOOLCHAIN = { module: 'golang.org/toolchain', go: 'go1.26.8' };

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/logoutd-oasdiff/', import.meta.url));
const suffix = process.platform === 'win32' ? '.exe' : '';

/** Its minor version, as 26 in go1.26.8; `undefined` where there is no Go. */
export function goOnThisMachine(): number | undefined {
  const { stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const minor = /\bgo1\.(\d+)/.exec(stdout ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The path of the program. The first call fetches and builds it, which can take minutes. */
export function installedOasdiff(say: (line: string) => void, cache = cacheFolder): string {
  const folder = join(cache, `${OASDIFF.version}-${process.platform}-${process.arch}`);
  const program = join(folder, `oasdiff${suffix}`);
  if (existsSync(program)) return program;
  const minor = goOnThisMachine();
  if (minor === undefined) {
    throw new CannotCompare(
      'there is no go on this machine, and oasdiff is built by it; install Go (Debian: golang-go)',
    );
  }
  say(`building oasdiff ${OASDIFF.version}, which is done once and can take minutes`);
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, 'building-'));
  try {
    // Nothing of C is needed: a C compiler may be missing. A Go older than oasdiff asks for fetches a newer one itself.
    const env = { CGO_ENABLED: '0', GOBIN: made, GOTOOLCHAIN: process.env['GOTOOLCHAIN'] ?? 'auto' };
    go(minor >= 21 ? 'go' : newerGo(), ['install', `${OASDIFF.module}@${OASDIFF.version}`], env);
    place(made, folder, program);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return program;
}

/** Complete or not there: another run may have been faster, and its program is the same. */
function place(made: string, folder: string, program: string): void {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(program)) throw error;
  }
}

/** Go before 1.21 (Debian 12 has 1.19) cannot fetch a newer one, but the newer one is a module like any other. */
function newerGo(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const module = `${TOOLCHAIN.module}@v0.0.1-${TOOLCHAIN.go}.${system}-${arch}`;
  const { Dir } = z
    .object({ Dir: z.string() })
    .parse(JSON.parse(go('go', ['mod', 'download', '-json', module])));
  // The module cache keeps no execute bits; Go from 1.21 on sets them just so.
  const tools = join(Dir, 'pkg', 'tool', `${system}_${arch}`);
  const programs = [join(Dir, 'bin', `go${suffix}`), ...readdirSync(tools).map((tool) => join(tools, tool))];
  for (const program of programs) chmodSync(program, 0o555);
  return join(Dir, 'bin', `go${suffix}`);
}

function go(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: tmpdir(),
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw new CannotCompare(`${program} could not be started (${error.message})`);
  if (status === 0) return stdout;
  throw new CannotCompare(`go ${args.join(' ')} failed:\n${(stderr || stdout).trim()}`);
}
