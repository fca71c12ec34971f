/**
 * `npm run mutants`: breaks a copy of the product in one way at a time, and runs the tests that have to notice. Ends
 * with 0 when every mutant was caught, and prints by which test.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { argumentsOf, text } from '../../scripts/command-line.ts';
import { Copy, type Fate, ROOT } from './copy.ts';
import { lists } from './lists.ts';
import type { Mutant } from './mutant.ts';

const help = `npm run mutants [-- OPTIONS]

Breaks a copy of the product in one way at a time, and runs the tests that have to notice.
Ends with 0 when every mutant was caught.

  --of LIST     only this list: ${Object.keys(lists).join(', ')}
  --only TEXT   only mutants whose name has this text
  --help        this text`;

const { values: options } = argumentsOf('mutants', help, {
  options: { of: text, only: text, help: { type: 'boolean' } },
});
process.exitCode = await run();

interface Listed {
  readonly list: string;
  readonly mutant: Mutant;
}
type Result = Fate & { readonly list: string; readonly name: string; readonly file: string };

async function run(): Promise<number> {
  const left: Listed[] = Object.entries(lists)
    .filter(([list]) => options.of === undefined || options.of === list)
    .flatMap(([list, mutants]) => mutants.map((mutant) => ({ list, mutant })))
    .filter(({ mutant }) => options.only === undefined || mutant.name.includes(options.only));
  if (left.length === 0)
    throw new Error('no mutant is called so; npm run mutants -- --help says what there is');
  const results: Result[] = [];
  const workers = Math.min(left.length, availableParallelism());
  await Promise.all(Array.from({ length: workers }, () => work(left, results)));
  const survived = results.filter(({ caughtBy }) => caughtBy === null).length;
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  writeFileSync(join(ROOT, 'reports/mutants.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`${results.length} mutants, ${results.length - survived} caught, ${survived} survived`);
  return survived === 0 ? 0 : 1;
}

/** Takes one after the other of what is left, on a copy of its own. */
async function work(left: Listed[], results: Result[]): Promise<void> {
  const copy = await Copy.make();
  try {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { list, mutant } = next;
      const fate = await copy.fateOf(mutant);
      console.log(`${fate.caughtBy === null ? 'SURVIVED' : 'caught  '}  ${list}: ${mutant.name}`);
      console.log(`          ${fate.caughtBy ?? fate.said}`);
      results.push({ list, name: mutant.name, file: mutant.file, ...fate });
    }
  } finally {
    copy.remove();
  }
}
