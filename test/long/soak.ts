/** `npm run soak`: hours of mixed load, and whether anything keeps growing. See `-- --help`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../support/server.ts';
import { readArguments } from './arguments.ts';
import { chance } from './random.ts';
import { Client } from './send.ts';
import { makeIssuers } from './soak/issuers.ts';
import { load } from './soak/load.ts';
import { mix } from './soak/mix.ts';
import { graphOf, judgeAll, tableOf } from './soak/report.ts';
import { bytesPerLogEntry, type Sample, sampler } from './soak/sample.ts';
import { startLongServer } from './soak/server.ts';

/** Forgetting begins ten minutes after the start: before, nothing can have reached its plateau. */
const LEAST_MINUTES_FOR_A_VERDICT = 24;

const about = `Runs the server on a real store under a steady, mixed load: logouts by every contract with tokens that soon expire,
retries, bad tokens, control operations, pages, clients that hang up; on connections kept and new ones.
Ends with 0 if there was no 5xx, no wrong answer, no error in the log and no crash, and if memory, files and handles
reached a plateau. A run under ${LEAST_MINUTES_FOR_A_VERDICT} minutes is too short for the latter, and is not judged by it.`;

const options = readArguments('soak', about, {
  minutes: { fallback: 60, least: 0.1, meaning: 'how long' },
  rate: { fallback: 400, least: 1, meaning: 'requests per second' },
  every: { fallback: 5, least: 1, meaning: 'seconds between two samples' },
  seed: { fallback: 1, meaning: 'of the mix' },
  samples: { fallback: 'reports/soak.json', meaning: 'where the samples go, as JSON' },
  graph: { fallback: 'docs/soak.svg', meaning: 'where the graph goes, as SVG' },
});

const random = chance(options.seed);
const folder = temporaryFolder();
const issuers = makeIssuers(folder, random);
const server = await startLongServer(folder, issuers.configFile);
const traffic = load(server.port, mix(issuers, random), options.rate, random);
const watcher = new Client(server.port, 1);
const sample = sampler(server, watcher, traffic);
const samples: Sample[] = [];
let interrupted = false;
process.once('SIGINT', () => {
  interrupted = true;
});

const end = performance.now() + options.minutes * 60_000;
while (performance.now() < end && server.ended() === null && !interrupted) {
  await pause(Math.min(options.every * 1000, Math.max(0, end - performance.now())));
  if (server.ended() !== null) break;
  const now = await sample();
  samples.push(now);
  if (samples.length % 12 !== 0) continue;
  console.log(progress(now));
  // Whatever happens to this process, what was seen so far is kept.
  write(options.samples, JSON.stringify({ options, counts: traffic.counts, samples }));
}
const crashed = server.ended();
await traffic.stop();
watcher.close();
const status = crashed ?? (await server.stop());

const entryBytes = bytesPerLogEntry(server.database);
const judged = judgeAll(samples, entryBytes);
const { counts } = traffic;
const last = samples.at(-1);
const minutes = (last?.atSeconds ?? 0) / 60;
const subtitle = `${minutes.toFixed(0)} minutes, ${counts.answers.toLocaleString('en')} answers, ${last?.logEntries.toLocaleString('en')} ends logged at ${entryBytes.toFixed(0)} bytes each`;
write(options.samples, JSON.stringify({ options, counts, logEntryBytes: entryBytes, judged, samples }));
write(options.graph, graphOf(samples, entryBytes, subtitle));

const longEnough = minutes >= LEAST_MINUTES_FOR_A_VERDICT - 0.1;
const faults = [
  ...(crashed === null ? [] : [`the server ended by itself: ${crashed}`]),
  ...(status === 0 ? [] : [`the server stopped with ${status}`]),
  ...(counts.serverErrors === 0 ? [] : [`${counts.serverErrors} answers were 5xx`]),
  ...(counts.unexpected === 0 ? [] : [`${counts.unexpected} answers were wrong`]),
  ...(counts.failures === 0 ? [] : [`${counts.failures} requests got no answer`]),
  ...(server.errors.count === 0 ? [] : [`${server.errors.count} errors in the log`]),
  ...judged.filter(({ plateau }) => longEnough && !plateau).map(({ name }) => `${name} grows`),
];
console.log(`\n${subtitle}; ${counts.heldBack} requests held back`);
for (const [kind, count] of [...traffic.byKind].toSorted(([, a], [, b]) => b - a)) {
  console.log(`  ${kind.padEnd(18)}${count}`);
}
for (const line of [...traffic.complaints, ...server.errors.first]) console.log(`  ${line}`);
console.log(`\n${tableOf(judged)}\n`);
if (!longEnough) console.log(`Too short to judge growth: that takes ${LEAST_MINUTES_FOR_A_VERDICT} minutes.`);
console.log(faults.length === 0 ? 'The soak is clean.' : `The soak FAILED: ${faults.join('; ')}.`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = faults.length === 0 ? 0 : 1;

function progress({
  atSeconds,
  rssBytes,
  openFiles,
  sessions,
  answersPerSecond,
  p99Ms,
  errors,
}: Sample): string {
  const at = `${(atSeconds / 60).toFixed(1)} min`.padStart(9);
  const memory = `${(rssBytes / 1024 / 1024).toFixed(0)} MiB`;
  return `${at}  ${memory}  ${openFiles} handles  ${sessions} sessions  ${answersPerSecond.toFixed(0)}/s  p99 ${p99Ms.toFixed(1)} ms  ${errors} errors`;
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
