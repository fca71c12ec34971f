#!/usr/bin/env node
/** `npm run contract`, and the program `logoutd-contract` of the package. */
import { conditionsOf } from './run/conditions.ts';
import { CannotReport, openReports, writeReport } from './run/files.ts';
import { HELP } from './run/help.ts';
import { judgeAll, type Result } from './run/judge.ts';
import { junitOf } from './run/junit.ts';
import { type Options, readOptions, UsageError } from './run/options.ts';
import { whyNotReached } from './run/reach.ts';
import { lineOf, summaryOf, totalsOf, wantingOf } from './run/report.ts';
import { NoServer, start } from './run/started.ts';
import { Stopped, stoppedBySignals, unlessStopped } from './run/stopping.ts';

/** As in sysexits.h. */
const [EX_USAGE, EX_UNAVAILABLE, EX_CANTCREAT] = [64, 69, 73];

const signal = stoppedBySignals();
try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === null) console.log(HELP);
  else process.exitCode = await contract(options);
} catch (error) {
  // Nothing is waited for any more, and what was asked may still be under way.
  if (error instanceof Stopped) process.exit(error.status);
  else if (error instanceof UsageError)
    refuse(`${error.message}\nlogoutd-contract --help says more.`, EX_USAGE);
  else if (error instanceof NoServer) refuse(error.message, EX_UNAVAILABLE);
  else if (error instanceof CannotReport) refuse(error.message, EX_CANTCREAT);
  else throw error;
}

async function contract(options: Options): Promise<number> {
  openReports(options);
  const bounds = { timeoutMs: options.startTimeoutMs, signal };
  const stop = options.start === null ? null : await start(options.start, options.target, bounds);
  try {
    const why = await unlessStopped(signal, () => whyNotReached(options.target, options.timeoutMs));
    if (why !== null) throw new NoServer(why);
    const { results, complaint } = await judged(options);
    writeReport(options.junit, junitOf(results));
    writeReport(options.json, `${JSON.stringify(results, null, 2)}\n`);
    console.log(summaryOf(results));
    if (complaint !== null) refuse(complaint, 1);
    const isShort = options.failsOnSkipped && wantingOf(results) > 0;
    if (isShort) refuse(`${wantingOf(results)} were skipped for want of an option (--fail-on-skipped)`, 1);
    return totalsOf(results).failed > 0 || isShort || complaint !== null ? 1 : 0;
  } finally {
    await stop?.();
  }
}

/** `complaint`: the target could not be left as it was found. */
async function judged(
  options: Options,
): Promise<{ readonly results: readonly Result[]; readonly complaint: string | null }> {
  const secrets = new Set<string>();
  const conditions = conditionsOf(options, { signal, secrets });
  const tell = (result: Result): void => console.log(lineOf(result));
  const { isDevelopment, allowedHeaders } = options;
  const about = { conditions, isDevelopment, allowedHeaders, secrets, signal, tell };
  const left = async (): Promise<string | null> =>
    conditions.end().then(
      () => null,
      (error: Error) => error.message,
    );
  try {
    const results = await judgeAll(options.contracts, about);
    return { results, complaint: await left() };
  } catch (error) {
    await left();
    throw error;
  }
}

function refuse(message: string, status: number): void {
  console.error(`logoutd-contract: ${message}`);
  process.exitCode = status;
}
