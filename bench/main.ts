/** `npm run bench`: see `-- --help`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asLines, surroundings } from './machine.ts';
import { measureComparison } from './modes/compare.ts';
import { measureMemory } from './modes/memory.ts';
import { measureStart } from './modes/start.ts';
import { measureWorkers } from './modes/workers.ts';
import { type Mode, type Options, readOptions } from './options.ts';
import { asText, type Outcome } from './section.ts';

const modes: Readonly<Record<Mode, (options: Options, folder: string) => Promise<Outcome>>> = {
  compare: measureComparison,
  workers: measureWorkers,
  start: measureStart,
  memory: measureMemory,
};

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') console.log(options);
else {
  const folder = mkdtempSync(join(options.folder ?? tmpdir(), 'logoutd-bench-'));
  try {
    await run(options, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(options: Options, folder: string): Promise<void> {
  const { mode, json, folder: _, isRecorded, ...settings } = options;
  const around = surroundings(options.client, mode !== 'workers');
  console.log(`${asLines(around).join('\n')}\n${mode}: ${JSON.stringify(settings)}\n`);
  const { section, result } = await modes[mode](options, folder);
  console.log(asText(section));
  if (json !== undefined)
    writeFileSync(json, `${JSON.stringify({ ...around, mode, settings, result }, null, 2)}\n`);
}
