/** What `.ci/run` makes of the ways in which checks and tests can end, in a project of the test's own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../support/server.ts';

const SCRIPT = fileURLToPath(new URL('../../.ci/run', import.meta.url));
// It starts npm five times.
vi.setConfig({ testTimeout: 60_000 });

const MAJOR = process.versions.node.split('.', 1)[0] ?? '';

/** As Vitest reports it. */
const file = (status: string, ...tests: string[]) => ({
  name: '/project/test/a.test.ts',
  status,
  message: status === 'failed' && tests.length === 0 ? 'it cannot be loaded' : '',
  assertionResults: tests.map((one, at) => ({
    status: one,
    fullName: `a session test ${at}`,
    failureMessages: one === 'failed' ? [`Error: of test ${at}\n    at its line`] : [],
  })),
});
const report = (...testResults: object[]): string => JSON.stringify({ testResults });
const fuzzed = (...failures: number[]): string => JSON.stringify(failures.map((one) => ({ failures: one })));
const GREEN = report(file('passed', 'passed', 'passed'), file('passed', 'passed'));

interface Ends {
  readonly checks?: { readonly says: string; readonly status: number };
  /** `report` is left as reports/tests.json; `null`: none is. */
  readonly tests?: { readonly report: string | null; readonly status: number };
  /** Likewise, as reports/fuzz/summary.json. */
  readonly fuzz?: { readonly report: string | null; readonly status: number };
  /** How the guard against slower answers ends. */
  readonly guard?: number;
}

/** A project whose scripts end like that. Programs that the real one needs are there in name only. */
function project({
  checks = { says: '', status: 0 },
  tests = { report: GREEN, status: 0 },
  fuzz = { report: fuzzed(0, 0), status: 0 },
  guard = 0,
}: Ends): string {
  const folder = temporaryFolder();
  for (const name of ['.ci', 'scripts', 'programs', 'node_modules/.bin', 'node_modules/node']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  copyFileSync(SCRIPT, join(folder, '.ci/run'));
  // A check names the Node that it runs on, as scripts/check.ts does.
  const scripts = {
    check: 'node_modules/.bin/node scripts/check.cjs',
    test: 'node scripts/test.cjs',
    fuzz: 'node scripts/fuzz.cjs',
    bench: 'node scripts/bench.cjs',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', version: '0.0.0', scripts }));
  writeFileSync(join(folder, 'scripts/setup.mjs'), '');
  const end = (status: number) => `\nprocess.exitCode = ${status};\n`;
  writeFileSync(
    join(folder, 'scripts/check.cjs'),
    `console.log(${JSON.stringify(checks.says)});${end(checks.status)}`,
  );
  const leave = (path: string, text: string | null): string =>
    text === null ? '' : `fs.writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(text)});`;
  writeFileSync(
    join(folder, 'scripts/test.cjs'),
    `const fs = require('node:fs');
console.log('tests on', process.version);
${leave('reports/tests.json', tests.report)}${end(tests.status)}`,
  );
  writeFileSync(
    join(folder, 'scripts/fuzz.cjs'),
    `const fs = require('node:fs');
fs.mkdirSync('reports/fuzz');
${leave('reports/fuzz/summary.json', fuzz.report)}${end(fuzz.status)}`,
  );
  writeFileSync(join(folder, 'scripts/bench.cjs'), `console.log(...process.argv.slice(2));${end(guard)}`);
  // Where npm looks first.
  const installed = `[ "$1" = --version ] && echo v1.2.3 && exit\nexec ${process.execPath} "$@"`;
  executable(join(folder, 'node_modules/.bin/node'), installed);
  for (const [, name = ''] of readFileSync(SCRIPT, 'utf8').matchAll(/^need (\S+) /gm)) {
    executable(join(folder, 'programs', name), 'exit 1');
  }
  // Whatever this machine's is like, it has all that is asked of it.
  mkdirSync(join(folder, 'first'));
  executable(join(folder, 'first/python3'), '');
  return folder;
}

async function run(folder: string, env: Readonly<Record<string, string>> = {}) {
  // What is missing on this machine is found at last, so that nothing is installed.
  const path = [
    join(folder, 'first'),
    dirname(process.execPath),
    process.env['PATH'] ?? '',
    join(folder, 'programs'),
  ];
  const child = spawn(join(folder, '.ci/run'), {
    env: { ...process.env, LOGOUTD_NODE: '', PATH: path.join(delimiter), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const [status] = await once(child, 'close');
  return { status: status as number | null, said, closing: said.trimEnd().split('\n').at(-1) };
}

describe('the closing line', () => {
  const DIED = { report: null, status: 137 };
  const broken = { says: 'ok      types\nFAILED  layers\nFAILED  contracts', status: 1 };
  const half = report(file('passed', 'passed', 'passed')).slice(0, -9);
  it.each<{ readonly what: string; readonly ends: Ends; readonly closing: string }>([
    { what: 'passed tests', ends: {}, closing: '3 passed, 0 failed' },
    {
      what: 'failed and skipped tests as failed',
      ends: { tests: { report: report(file('failed', 'passed', 'failed', 'skipped')), status: 1 } },
      closing: '1 passed, 2 failed',
    },
    {
      what: 'a file that no test of could run',
      ends: { tests: { report: report(file('passed', 'passed'), file('failed')), status: 1 } },
      closing: '1 passed, 1 failed',
    },
    { what: 'every failed check', ends: { checks: broken }, closing: '3 passed, 2 failed' },
    { what: 'checks that died', ends: { checks: { says: '', status: 2 } }, closing: '3 passed, 1 failed' },
    {
      what: 'an error outside of all tests',
      ends: { tests: { report: GREEN, status: 1 } },
      closing: '3 passed, 1 failed',
    },
    { what: 'a run of the tests that died', ends: { tests: DIED }, closing: '0 passed, 1 failed' },
    {
      what: 'one that died while it wrote its report',
      ends: { tests: { report: half, status: 137 } },
      closing: '0 passed, 1 failed',
    },
    {
      what: 'every failure of the fuzzing',
      ends: { fuzz: { report: fuzzed(2, 0, 1), status: 1 } },
      closing: '3 passed, 3 failed',
    },
    {
      what: 'fuzzing that could not run',
      ends: { fuzz: { report: null, status: 2 } },
      closing: '3 passed, 1 failed',
    },
    {
      what: 'fuzzing of nothing',
      ends: { fuzz: { report: fuzzed(), status: 0 } },
      closing: '3 passed, 1 failed',
    },
    { what: 'a guard that fails', ends: { guard: 1 }, closing: '3 passed, 1 failed' },
    {
      what: 'a run of no tests',
      ends: { tests: { report: report(), status: 0 } },
      closing: '0 passed, 1 failed',
    },
  ])('counts $what', async ({ ends, closing }) => {
    const ended = await run(project(ends));
    expect(ended.closing).toBe(closing);
    expect(ended.status).toBe(closing.endsWith(' 0 failed') ? 0 : 1);
  });
});

it('names what did not pass, and why, right before the closing line', async () => {
  const tests = { report: report(file('failed', 'passed', 'failed', 'skipped'), file('failed')), status: 1 };
  const { said } = await run(project({ tests }));
  expect(said.trimEnd().split('\n').slice(-7)).toEqual([
    'failed: a session test 1',
    'Error: of test 1',
    '    at its line',
    'skipped: a session test 2',
    'not run: /project/test/a.test.ts',
    'it cannot be loaded',
    '1 passed, 3 failed',
  ]);
});

it('measures with the guard, and nothing else of the benchmark', async () => {
  expect((await run(project({}))).said).toContain('\n--guard\n');
});

describe('the Node that all runs on', () => {
  it('is the one that the packages bring along', async () => {
    const { said } = await run(project({}));
    expect(said).toContain('Checks and tests run on Node v1.2.3.\n');
  });

  it('is the machine’s where LOGOUTD_NODE asks for it, and afterwards all is as it was', async () => {
    const folder = project({});
    const { said, closing } = await run(folder, { LOGOUTD_NODE: MAJOR });
    expect(said).toContain(`Checks and tests run on Node ${process.version}.\n`);
    expect(said).toContain(`tests on ${process.version}\n`);
    expect(closing).toBe('3 passed, 0 failed');
    expect((await run(folder)).said).toContain('Checks and tests run on Node v1.2.3.\n');
  });

  it('is never another than LOGOUTD_NODE asks for', async () => {
    const { status, said, closing } = await run(project({}), { LOGOUTD_NODE: '1' });
    expect(status).toBe(1);
    expect(closing).toBe(`LOGOUTD_NODE asks for Node 1, and this machine's is ${process.version}.`);
    expect(said).not.toContain('tests on');
  });
});

function executable(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}
