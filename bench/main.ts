/** `npm run bench`: see `-- --help`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureMemory } from './memory.ts';
import { type Options, readOptions } from './options.ts';
import { machine, memoryTable, startTable, throughputTable } from './report.ts';
import { measureStart } from './start.ts';
import { spreadOf } from './statistics.ts';
import { measureThroughput } from './throughput.ts';

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
  const { mode, json, ...settings } = options;
  console.log(`${machine(!options.scaling)}\n${mode}: ${JSON.stringify(settings)}\n`);
  const { result, table } = await measure(options, folder);
  console.log(table);
  if (json !== undefined) {
    writeFileSync(
      json,
      `${JSON.stringify({ machine: machine(!options.scaling), mode, settings, result }, null, 2)}\n`,
    );
  }
}

async function measure(options: Options, folder: string): Promise<{ result: unknown; table: string }> {
  if (options.mode === 'start') {
    const figuresMs = await measureStart({ ...options, folder, times: options.rounds });
    return { result: { figuresMs, spread: spreadOf(figuresMs) }, table: startTable(figuresMs) };
  }
  if (options.mode === 'memory') {
    const result = await measureMemory({ ...options, folder });
    return { result, table: memoryTable(result) };
  }
  const result = await measureThroughput({ ...options, folder }, (round) =>
    console.error(round === 0 ? 'warming up' : `round ${round} of ${options.rounds}`),
  );
  return { result, table: throughputTable(result, options.question) };
}
