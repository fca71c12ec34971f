/** `npm run fuzz`: Schemathesis against a real server, document by document. See `-- --help`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { refuse } from './command-line.ts';
import { contractNames } from './contracts/documents.ts';
import { chooseEngine, type Engine } from './fuzz/engines.ts';
import { type Options, readOptions, UsageError } from './fuzz/options.ts';
import { type Row, rowOf, tableOf } from './fuzz/report.ts';
import { type Run, runsOf, schemathesisArguments } from './fuzz/schemathesis.ts';
import { runningServer, type Server, startServer } from './fuzz/server.ts';

/** The longest line of a failure that is shown: a generated address can be very long. The files have it all. */
const WIDTH = 300;

try {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') console.log(options);
  else process.exitCode = await fuzz(options);
} catch (error) {
  if (error instanceof UsageError) refuse('fuzz', error.message);
  console.error(`fuzz: ${(error as Error).message}`);
  process.exitCode = 2;
}

async function fuzz(options: Options): Promise<number> {
  const reports = resolve(options.reports);
  const running = options.url === undefined ? undefined : await runningServer(options.url);
  emptied(reports);
  const engine = chooseEngine(options.by, reports);
  const cases = options.deterministic ? 'the same cases as ever' : `seed ${options.seed}`;
  console.log(`By ${engine.name}; ${options.examples} examples, ${cases}`);
  const server = running ?? (await startServer());
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort());
  try {
    const about = { server, reports, options, signal: stopping.signal };
    const rows: Row[] = [];
    for (const one of options.documents.flatMap(runsOf)) {
      const status = await run(engine, one, about);
      if (stopping.signal.aborted) throw new Error('stopped');
      const row = rowOf(one, reports, status);
      if (row.failures > 0) console.log(shown(join(reports, `${one.name}.txt`)));
      rows.push(row);
    }
    writeFileSync(join(reports, 'summary.json'), `${JSON.stringify(rows, null, 2)}\n`);
    console.log(tableOf(rows));
    return rows.every(({ failures }) => failures === 0) ? 0 : 1;
  } finally {
    await server.stop();
  }
}

interface About {
  readonly server: Server;
  readonly reports: string;
  readonly options: Options;
  readonly signal: AbortSignal;
}

/** What it says goes into a file beside the reports. */
async function run(engine: Engine, one: Run, about: About): Promise<number | null> {
  const { server, options } = about;
  const args = schemathesisArguments(one, server.urlFrom(engine.host), options, engine.folders);
  const command = engine.command(args, server.secrets);
  // It writes what it learns into the folder that it runs in.
  const child = spawn(command.program, command.args, {
    cwd: tmpdir(),
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): boolean => child.kill('SIGTERM');
  about.signal.addEventListener('abort', stop);
  const file = createWriteStream(join(about.reports, `${one.name}.txt`));
  for (const stream of [child.stdout, child.stderr]) stream.pipe(file, { end: false });
  const [status] = (await once(child, 'close')) as [number | null];
  about.signal.removeEventListener('abort', stop);
  await new Promise((done) => file.end(done));
  return status;
}

/** Of what an earlier run has left, and of nothing else. */
function emptied(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const left = contractNames
    .flatMap(runsOf)
    .flatMap(({ name }) => ['txt', 'xml', 'json'].map((ending) => `${name}.${ending}`));
  for (const name of [...left, 'summary.json']) rmSync(join(folder, name), { force: true });
}

function shown(file: string): string {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH)} …` : line)).join('\n');
}
