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
import { measureStart } from './modes/start.ts';
import { measureWorkers } from './modes/workers.ts';
import { type Mode, type Options, readOptions } from './options.ts';
import { record, type SectionName } from './page/record.ts';
import { asText, type Outcome } from './section.ts';

interface Measure {
  readonly measure: (options: Options, folder: string) => Promise<Outcome>;
  readonly section: SectionName;
}
const modes: Readonly<Record<Exclude<Mode, 'guard'>, Measure>> = {
  compare: { measure: measureComparison, section: 'results' },
  workers: { measure: measureWorkers, section: 'workers' },
  growth: { measure: measureGrowth, section: 'growth' },
  many: { measure: measureConnections, section: 'connections' },
  start: { measure: measureStart, section: 'start' },
  memory: { measure: measureMemory, section: 'memory' },
};

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') console.log(options);
else {
  const parent = options.folder ?? (options.mode === 'guard' ? steadyFolder() : undefined) ?? tmpdir();
  const folder = mkdtempSync(join(parent, 'logoutd-bench-'));
  try {
    await run(options, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(options: Options, scratch: string): Promise<void> {
  const { mode, json, folder, isRecorded, ...settings } = options;
  const measuredAt = new Date().toISOString();
  const around = surroundings(options.client, mode !== 'workers');
  console.log(`${asLines(around).join('\n')}\n${mode}: ${JSON.stringify(settings)}\n`);
  if (mode === 'guard') {
    const guarding = { scratch, client: options.client, file: join(root, 'docs/benchmarks/guard.json') };
    if (isRecorded) await recordGuard(guarding, around);
    else if (!(await guard(guarding))) process.exitCode = 1;
    return;
  }
  const { measure, section: name } = modes[mode];
  const outcome = await measure(options, scratch);
  console.log(asText(outcome.section));
  const recorded = { measuredAt, ...around, settings, ...outcome };
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(recorded, null, 2)}\n`);
  if (isRecorded)
    record({ folder: join(root, 'docs/benchmarks'), readme: join(root, 'README.md') }, name, recorded);
}
