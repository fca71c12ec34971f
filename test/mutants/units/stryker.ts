/** Stryker, from a folder of its own: who does not run it does not install it either. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../copy.ts';
import { type Score, scoreOf } from './report.ts';
import type { Room } from './rooms.ts';

const FOLDER = join(ROOT, 'test/stryker');
const REPORTS = 'reports/stryker';
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Mutates one room, and runs its unit tests on each mutant that they reach. */
export async function judge(room: Room, incremental: boolean): Promise<Score> {
  const config = join(ROOT, REPORTS, `${room}.config.json`);
  const report = join(ROOT, REPORTS, `${room}.json`);
  mkdirSync(join(ROOT, REPORTS), { recursive: true });
  rmSync(report, { force: true });
  writeFileSync(config, `${JSON.stringify(configOf(room, incremental), null, 2)}\n`);
  const program = join(FOLDER, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  // The configuration of vitest reads it.
  const env = { ...process.env, LOGOUTD_ROOM: room };
  const { said } = await run(process.execPath, [program, 'run', config], ROOT, env);
  if (!existsSync(report)) throw new Error(`Stryker has not reported on src/${room}:\n${said}`);
  return scoreOf(room, report);
}

/** What unit tests and the sources that they test are made of. */
const copied = ['src/**', 'generated/**', 'openapi/**', 'test/**', '*.json'];

/** Paths are from the root. Stryker mutates and tests a copy. */
function configOf(room: Room, incremental: boolean): object {
  return {
    plugins: ['@stryker-mutator/vitest-runner'],
    testRunner: 'vitest',
    vitest: { configFile: 'test/stryker/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    mutate: [`src/${room}/**/*.ts`],
    ignorePatterns: ['*', ...copied.map((path) => `!${path}`), 'test/stryker/node_modules'],
    // Node strips the types; whether they hold is what `npm run check` says.
    disableTypeChecks: false,
    concurrency: availableParallelism(),
    tempDirName: `${REPORTS}/tmp-${room}`,
    cleanTempDir: 'always',
    reporters: ['json'],
    jsonReporter: { fileName: `${REPORTS}/${room}.json` },
    // The results are kept for a next time in any case.
    incremental: true,
    force: !incremental,
    incrementalFile: `${REPORTS}/${room}.incremental.json`,
    allowConsoleColors: false,
  };
}

/** Does nothing where it was done before. */
export async function install(): Promise<void> {
  const stamp = join(FOLDER, 'node_modules/.logoutd-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing Stryker into test/stryker');
  const { status, said } = await run('npm', ['ci'], FOLDER, process.env);
  if (status !== 0) throw new Error(`npm ci in test/stryker failed:\n${said}`);
  writeFileSync(stamp, wanted);
}

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

async function run(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const stop = (signal: NodeJS.Signals): boolean => child.kill(signal);
  for (const signal of STOPS) process.once(signal, stop);
  const [status] = (await once(child, 'close')) as [number | null];
  for (const signal of STOPS) process.off(signal, stop);
  return { status, said: said.trimEnd() };
}
