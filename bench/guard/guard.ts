/** `npm run bench -- --guard`: whether a logout and a verify cost what they did. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ClientName } from '../load/client.ts';
import type { Surroundings } from '../machine.ts';
import { sampleRounds } from './measure.ts';
import {
  ALLOWED,
  type Costs,
  costsIn,
  type Finding,
  findings,
  type guardedQuestions,
  type Samples,
} from './verdict.ts';

export interface Guarding {
  readonly scratch: string;
  readonly client: ClientName;
  /** docs/benchmarks/guard.json */
  readonly file: string;
}

/** What looks worse is measured again, up to so many times in all, and judged by all rounds. */
const MOST_MEASUREMENTS = 4;
/** Of a record. */
const RECORDED_MEASUREMENTS = 3;

/** Whether it passed. */
export async function guard({ scratch, client, file }: Guarding): Promise<boolean> {
  const recorded = recordedIn(file);
  let samples: Samples | null = null;
  for (let time = 1; ; time += 1) {
    samples = joined(samples, await sampleRounds(join(scratch, String(time)), client));
    const found = findings(recorded, samples);
    for (const finding of found) console.log(sentence(finding));
    const worst = found.some(({ kind }) => kind !== 'fine');
    if (!worst) return true;
    if (time < MOST_MEASUREMENTS) console.log(`measuring again, ${time + 1} of ${MOST_MEASUREMENTS}`);
    else return conclude(found, file);
  }
}

function conclude(found: readonly Finding[], file: string): boolean {
  if (found.some(({ kind }) => kind === 'worse')) {
    console.log(
      `guard: FAILED. npm run bench -- --only verify,logout shows where it stands. If the cost is meant, npm run bench -- --guard --record writes ${relative(process.cwd(), file)}.`,
    );
    return false;
  }
  console.log(
    'guard: NOT JUDGED. Something else had the core of the servers: run it where there is less to do.',
  );
  return true;
}

export async function recordGuard(guarding: Guarding, surroundings: Surroundings): Promise<void> {
  let samples: Samples | null = null;
  for (let time = 1; time <= RECORDED_MEASUREMENTS; time += 1) {
    samples = joined(samples, await sampleRounds(join(guarding.scratch, String(time)), guarding.client));
    console.log(JSON.stringify(costsIn(samples)));
  }
  if (samples === null) return;
  const recorded = { costs: costsIn(samples), measuredAt: new Date().toISOString(), ...surroundings };
  writeFileSync(guarding.file, `${JSON.stringify(recorded, null, 2)}\n`);
}

function recordedIn(file: string): Costs {
  if (!existsSync(file))
    throw new Error(`there is no ${file} to compare with: npm run bench -- --guard --record writes it`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly costs: Costs }).costs;
}

function joined(before: Samples | null, now: Samples): Samples {
  if (before === null) return now;
  const both = (question: (typeof guardedQuestions)[number]) => ({
    ours: [...before[question].ours, ...now[question].ours],
    theirs: [...before[question].theirs, ...now[question].theirs],
  });
  return { verify: both('verify'), logout: both('logout') };
}

function sentence({ question, against, recorded, seen, more, kind }: Finding): string {
  const change = `${Math.abs(more * 100).toFixed(1)} % ${more > 0 ? 'more' : 'less'}`;
  const cost = `${question} costs ${seen.toFixed(2)} times the processor time of ${against}, ${change} than the recorded ${recorded.toFixed(2)}`;
  if (kind === 'fine' && more < -ALLOWED) return `${cost}: record it, so that it stays so`;
  return kind === 'fine'
    ? cost
    : `${cost}, and ${ALLOWED * 100} % are allowed${kind === 'unjudged' ? '; but the machine was busy' : ''}`;
}
