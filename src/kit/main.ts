#!/usr/bin/env node
/** `npm run contract`, and the program `logoutd-contract` of the package. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isListening, NoServer, start } from './run/commands.ts';
import { conditionsOf } from './run/conditions.ts';
import { judgeAll, type Result } from './run/judge.ts';
import { HELP, type Options, readOptions, UsageError } from './run/options.ts';
import { junitOf, lineOf, summaryOf, totalsOf } from './run/report.ts';

/** As in sysexits.h. */
const [EX_USAGE, EX_UNAVAILABLE] = [64, 69];

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === null) console.log(HELP);
  else process.exitCode = await contract(options);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`logoutd-contract: ${error.message}\nlogoutd-contract --help says more.`);
    process.exitCode = EX_USAGE;
  } else if (error instanceof NoServer) {
    console.error(`logoutd-contract: ${error.message}`);
    process.exitCode = EX_UNAVAILABLE;
  } else throw error;
}

async function contract(options: Options): Promise<number> {
  const stop = options.start === null ? null : await start(options.start, options.target, options.timeoutMs);
  try {
    if (!(await isListening(options.target))) throw new NoServer(`nobody listens at ${options.target}`);
    const results = await judged(options);
    write(options.junit, junitOf(results));
    write(options.json, `${JSON.stringify(results, null, 2)}\n`);
    console.log(summaryOf(results));
    return totalsOf(results).failed === 0 ? 0 : 1;
  } finally {
    await stop?.();
  }
}

async function judged(options: Options): Promise<readonly Result[]> {
  const conditions = conditionsOf(options);
  try {
    const tell = (result: Result): void => console.log(lineOf(result));
    return await judgeAll(options.contracts, conditions, { allowedHeaders: options.allowedHeaders, tell });
  } finally {
    await conditions.end();
  }
}

function write(file: string | null, text: string): void {
  if (file === null) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
