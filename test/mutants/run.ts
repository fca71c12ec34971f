/**
 * `npm run mutants`: breaks a copy of the product in one way at a time, and runs the tests that have to notice. Ends
 * with 0 when every mutant was caught, and prints by which test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lists } from './lists.ts';
import { type Mutant, mutated } from './mutant.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REPORT = 'reports/mutant.json';
const help = `npm run mutants [-- OPTIONS]

Breaks a copy of the product in one way at a time, and runs the tests that have to notice.
Ends with 0 when every mutant was caught.

  --of LIST     only this list: ${Object.keys(lists).join(', ')}
  --only TEXT   only mutants whose name has this text
  --help        this text`;

const { values: options } = parseArgs({
  options: { of: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean' } },
});
if (options.help) console.log(help);
else process.exitCode = run();

function run(): number {
  const chosen = Object.entries(lists)
    .filter(([list]) => options.of === undefined || options.of === list)
    .flatMap(([list, mutants]) => mutants.map((mutant) => ({ list, mutant })))
    .filter(({ mutant }) => options.only === undefined || mutant.name.includes(options.only));
  if (chosen.length === 0)
    throw new Error('no mutant is called so; npm run mutants -- --help says what there is');
  const folder = copy();
  const results = chosen.map(({ list, mutant }) => {
    const result = { list, name: mutant.name, file: mutant.file, ...fate(folder, mutant) };
    console.log(`${result.caughtBy === null ? 'SURVIVED' : 'caught  '}  ${list}: ${mutant.name}`);
    console.log(`          ${result.caughtBy ?? result.said}`);
    return result;
  });
  rmSync(folder, { recursive: true });
  const survived = results.filter(({ caughtBy }) => caughtBy === null).length;
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  writeFileSync(join(ROOT, 'reports/mutants.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`${results.length} mutants, ${results.length - survived} caught, ${survived} survived`);
  return survived === 0 ? 0 : 1;
}

/** What git knows of, as it is now: nothing else could be told from what a test has left behind. */
function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'logoutd-mutants-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file), { force: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

interface Fate {
  /** The first test that failed. */
  readonly caughtBy: string | null;
  /** The end of what was printed. */
  readonly said: string;
}

function fate(folder: string, mutant: Mutant): Fate {
  const file = join(folder, mutant.file);
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, mutated(whole, mutant));
  try {
    return test(folder, mutant);
  } finally {
    writeFileSync(file, whole);
  }
}

function test(folder: string, { tests, named }: Mutant): Fate {
  const filter = named === undefined ? [] : ['-t', named];
  rmSync(join(folder, REPORT), { force: true });
  const { status, stdout, stderr } = spawnSync(
    join(ROOT, 'node_modules/.bin/vitest'),
    ['run', ...tests, ...filter, '--bail=1', '--reporter=json', `--outputFile.json=${REPORT}`],
    { cwd: folder, encoding: 'utf8' },
  );
  const said = `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '';
  if (status === 0) return { caughtBy: null, said };
  const report = JSON.parse(readFileSync(join(folder, REPORT), 'utf8')) as {
    testResults: {
      name: string;
      message: string;
      assertionResults: { status: string; fullName: string }[];
    }[];
  };
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const first = results.find((one) => one.status === 'failed');
  if (first !== undefined) return { caughtBy: first.fullName, said };
  // A server that cannot even start is no mutant, and says nothing about the tests.
  return { caughtBy: null, said: report.testResults.map(({ message }) => message).join('\n') || said };
}
