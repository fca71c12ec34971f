/**
 * `npm run mutants`: breaks a copy of the product in one way at a time, and runs the tests that have to notice. Prints
 * what became of each mutant that was made by hand, and of those that Stryker made, how many were caught.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { refuse } from '../../scripts/command-line.ts';
import { Copy, type Fate, ROOT } from './copy.ts';
import { lists } from './lists.ts';
import { type Mutant, misfits } from './mutant.ts';
import { type Options, readOptions } from './options.ts';
import { LEAST_SCORE } from './units/rooms.ts';
import { install, judge } from './units/stryker.ts';

const options = asked();
if (typeof options === 'string') console.log(options);
else {
  try {
    const passed = [await byHand(options), await byStryker(options)];
    process.exitCode = passed.every((one) => one) ? 0 : 1;
  } catch (error) {
    console.error(`mutants: ${(error as Error).message}`);
    process.exitCode = 2;
  }
}

function asked(): Options | string {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    return refuse('mutants', (error as Error).message);
  }
}

interface Listed {
  readonly list: string;
  readonly mutant: Mutant;
}
type Result = Fate & { readonly list: string; readonly name: string; readonly file: string };

/** Whether each was caught. */
async function byHand({ means }: Options): Promise<boolean> {
  const left: Listed[] = Object.entries(lists)
    .flatMap(([list, mutants]) => mutants.map((mutant) => ({ list, mutant })))
    .filter(({ list, mutant }) => means(list, mutant.name));
  if (left.length === 0) return true;
  mustFit(left.map(({ mutant }) => mutant));
  const results: Result[] = [];
  const workers = Math.min(left.length, availableParallelism());
  await Promise.all(Array.from({ length: workers }, () => work(left, results)));
  const survived = results.filter(({ caughtBy }) => caughtBy === null).length;
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  writeFileSync(join(ROOT, 'reports/mutants.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`${results.length} mutants, ${results.length - survived} caught, ${survived} survived`);
  return survived === 0;
}

function mustFit(chosen: readonly Mutant[]): void {
  const said = misfits(chosen, (file) => readFileSync(join(ROOT, file), 'utf8'));
  if (said.length === 0) return;
  throw new Error(`${said.length} of ${chosen.length} mutants do not fit:\n${said.join('\n')}`);
}

/** Whether enough of each room's were caught. */
async function byStryker({ rooms, incremental }: Options): Promise<boolean> {
  if (rooms.length > 0) await install();
  let passed = true;
  for (const room of rooms) {
    const started = performance.now();
    const { mutants, caught, byTime, score, survivors } = await judge(room, incremental);
    const minutes = ((performance.now() - started) / 60_000).toFixed(1);
    for (const survivor of survivors) console.log(`SURVIVED  ${survivor}`);
    console.log(`src/${room}: ${score.toFixed(2)} % caught, in ${minutes} min`);
    console.log(`          ${caught} of ${mutants} mutants, ${byTime} of them by a test that did not end`);
    if (score < LEAST_SCORE) console.log(`          that is less than ${LEAST_SCORE} %`);
    passed &&= score >= LEAST_SCORE;
  }
  return passed;
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
