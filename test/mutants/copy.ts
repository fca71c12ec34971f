/** A copy of the product that can be broken, one mutant at a time, and what its tests say then. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Mutant, mutated } from './mutant.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REPORT = 'reports/mutant.json';
const run = promisify(execFile);

export interface Fate {
  /** The first test that failed. */
  readonly caughtBy: string | null;
  /** Where none did: the end of what was printed. */
  readonly said: string;
}

export class Copy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'logoutd-mutants-'));

  /** Of what git knows of, as it is now: nothing else could be told from what a test has left behind. */
  static async make(): Promise<Copy> {
    const copy = new Copy();
    const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const { stdout } = await run('git', listing, { cwd: ROOT });
    for (const file of stdout.split('\0').filter((name) => name !== '')) {
      mkdirSync(dirname(join(copy.#folder, file)), { recursive: true });
      cpSync(join(ROOT, file), join(copy.#folder, file), { force: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy.#folder, 'node_modules'));
    return copy;
  }

  async fateOf(mutant: Mutant): Promise<Fate> {
    const file = join(this.#folder, mutant.file);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, mutated(whole, mutant));
    try {
      return await this.#test(mutant);
    } finally {
      writeFileSync(file, whole);
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  async #test({ tests, named }: Mutant): Promise<Fate> {
    const filter = named === undefined ? [] : ['-t', named];
    const report = join(this.#folder, REPORT);
    rmSync(report, { force: true });
    const vitest = join(ROOT, 'node_modules/.bin/vitest');
    const args = [
      'run',
      '--project=sqlite',
      ...tests,
      ...filter,
      '--bail=1',
      '--reporter=json',
      `--outputFile.json=${REPORT}`,
    ];
    try {
      const { stdout } = await run(vitest, args, { cwd: this.#folder, maxBuffer: 1e8 });
      return { caughtBy: null, said: stdout.trim().split('\n').at(-1) ?? '' };
    } catch {
      return fateIn(readFileSync(report, 'utf8'));
    }
  }
}

function fateIn(report: string): Fate {
  const { testResults } = JSON.parse(report) as {
    testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const first = results.find((one) => one.status === 'failed');
  if (first !== undefined) return { caughtBy: first.fullName, said: '' };
  // A server that cannot even start is no mutant, and says nothing about the tests.
  return { caughtBy: null, said: testResults.map(({ message }) => message).join('\n') };
}
