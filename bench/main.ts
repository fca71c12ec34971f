/** `npm run bench`: see `-- --help`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureConnections } from './growth/connections.ts';
import { measureGrowth } from './growth/growth.ts';
import { guard, recordGuard } from './guard/guard.ts';
import { steadyFolder } from './guard/measure.ts';
import { root } from './logoutd.ts';
import { asLines, surroundings } from './machine.ts';
import { measureComparison } from './modes/compare.ts';
import { measureMemory } from './modes/memory.ts';
import { measureProfile } from './modes/profile.ts';
import { measureStart } from './modes/start.ts';
import { measureWorkers } from './modes/workers.ts';
import { type Mode, type Options, readOptions } from './options.ts';
import { record, type SectionName } from './page/record.ts';
import { asText, type Outcome } from './section.ts';

interface Measure {
  readonly measure: (options: Options, folder: string) => Promise<Outcome>;
  readonly section: SectionName;
  /** What it goes by, of the command line. */
  readonly settings: readonly (keyof Options)[];
}
const LOAD = ['rounds', 'seconds', 'client', 'contract', 'questions'] as const;
const modes: Readonly<Record<Exclude<Mode, 'guard'>, Measure>> = {
  compare: {
    measure: measureComparison,
    section: 'results',
    settings: [...LOAD, 'connections', 'idle', 'isFull'],
  },
  profile: {
    measure: measureProfile,
    section: 'profile',
    settings: ['seconds', 'client', 'contract', 'questions', 'connections'],
  },
  workers: { measure: measureWorkers, section: 'workers', settings: [...LOAD, 'connections'] },
  growth: { measure: measureGrowth, section: 'growth', settings: [...LOAD, 'connections', 'sizes'] },
  many: { measure: measureConnections, section: 'connections', settings: LOAD },
  start: { measure: measureStart, section: 'start', settings: ['rounds', 'sessions'] },
  memory: {
    measure: measureMemory,
    section: 'memory',
    settings: ['sessions', 'after', 'client', 'connections', 'contract'],
  },
};

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') console.log(options);
else {
  const parent = options.folder ?? (options.mode === 'guard' ? steadyFolder() : undefined) ?? tmpdir();
  const folder = mkdtempSync(join(parent, 'logoutd-bench-'));
  try {
    await run(options, folder);
  } catch (error) {
    console.error(`bench: ${(error as Error).message}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(options: Options, scratch: string): Promise<void> {
  const around = surroundings(options.client, options.mode !== 'workers', options.isFull);
  console.log(asLines(around).join('\n'));
  if (options.mode === 'guard') {
    const file = join(root, 'docs/benchmarks/guard.json');
    const guarding = { scratch, client: options.client, file };
    if (options.isRecorded) await recordGuard(guarding, around);
    else if (!(await guard(guarding))) process.exitCode = 1;
    return;
  }
  const { measure, section, settings: names } = modes[options.mode];
  const settings = Object.fromEntries(names.map((name) => [name, options[name]]));
  console.log(`${options.mode}: ${JSON.stringify(settings)}\n`);
  const measuredAt = new Date().toISOString();
  const outcome = await measure(options, scratch);
  console.log(asText(outcome.section));
  const recorded = { measuredAt, ...around, settings, ...outcome };
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(recorded, null, 2)}\n`);
  if (options.isRecorded)
    record({ folder: join(root, 'docs/benchmarks'), readme: join(root, 'README.md') }, section, recorded);
}
