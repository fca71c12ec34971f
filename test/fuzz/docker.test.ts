/** What `npm run fuzz` says to docker, by a stand-in that writes down how it was called. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { docker } from '../../scripts/fuzz/engines.ts';
import { folderForTest } from '../support/folders.ts';
import { fuzz, root } from './command.ts';

vi.setConfig({ testTimeout: 60_000 });

const VERSION = /^schemathesis==(\S+)/m.exec(
  readFileSync(`${root}scripts/fuzz/requirements.txt`, 'utf8'),
)?.[1];
const IMAGE = `schemathesis/schemathesis:${VERSION}`;

interface Call {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Ends {
  /** Of `docker info`. */
  readonly info?: number;
  readonly failures?: number;
  readonly status?: number;
  readonly reports?: boolean;
}

/** A `docker` that says so, and leaves the report of a run that found so many failures. */
function standIn({ info = 0, failures = 0, status = Math.sign(failures), reports = true }: Ends) {
  const folder = folderForTest();
  const calls = join(folder, 'calls');
  mkdirSync(calls);
  const source = `#!${process.execPath}
const { readdirSync, writeFileSync } = require('node:fs');
const [, , ...args] = process.argv;
const calls = ${JSON.stringify(calls)};
writeFileSync(calls + '/' + readdirSync(calls).length, JSON.stringify({ args, env: process.env }));
if (args[0] === 'info') process.exit(${info});
const after = (name) => args[args.indexOf(name) + 1];
const report = {
  exit_code: ${status}, complete: true, operations: { selected: 1, tested: 1 }, test_cases: { generated: 7 },
  failures: ${failures} === 0 ? [] : [{ count: ${failures} - 1 }, {}], errors: [], valid_rates: { one: { coverage: { accepted: 5 } } },
};
const [host] = args.find((one) => one.endsWith(':/reports')).split(':/reports');
if (${reports}) writeFileSync(after('--report-json-path').replace('/reports', host), JSON.stringify(report));
console.log('said by the stand-in\\n     Scenarios:    1');
process.exit(${status});
`;
  writeFileSync(join(folder, 'docker'), source);
  chmodSync(join(folder, 'docker'), 0o755);
  const read = (name: number): Call => JSON.parse(readFileSync(join(calls, String(name)), 'utf8')) as Call;
  return {
    folder,
    calls: (): readonly Call[] =>
      Array.from({ length: 99 }, (_, at) => at)
        .filter((at) => existsSync(join(calls, String(at))))
        .map(read),
  };
}

it('runs the pinned image once for each document, in the network of this machine', async () => {
  const { folder, calls } = standIn({});
  const reports = join(folder, 'reports');
  const { status, output } = await fuzz(['--reports', reports, '--examples', '500'], folder);
  expect(output).toContain(`By docker, Schemathesis ${VERSION}`);
  expect(status).toBe(0);
  const [info, ...runs] = calls();
  expect(info?.args).toStrictEqual(['info']);
  const documents = ['platform', 'gsm', 'tenant', 'session', 'storefront', 'control', 'control'];
  expect(runs.map(({ args }) => args.find((one) => /^\/openapi\/\w+\.yaml$/.test(one)))).toStrictEqual(
    documents.map((name) => `/openapi/${name}.yaml`),
  );
  for (const [at, { args, env }] of runs.entries()) {
    const document = documents[at];
    const chains = at === 6;
    const name = chains ? 'control-chains' : document;
    const image = args.indexOf(IMAGE);
    const given = args.slice(0, image).join(' ');
    expect(given).toMatch(/^run --rm --init --workdir \/tmp --network host --user \d+:\d+ /);
    expect(given).toContain(`--volume ${root}scripts/fuzz:/fuzz:ro --volume ${root}openapi:/openapi:ro`);
    expect(given).toContain(`--volume ${reports}:/reports`);
    expect(given).toContain('--env SCHEMATHESIS_HOOKS=/fuzz/hooks.py');
    // By their names alone, so that no list of processes shows what they are.
    expect(given).toContain('--env LOGOUTD_FUZZ_SECRET --env LOGOUTD_FUZZ_ADMIN_KEY');
    const url = args[args.indexOf('--url') + 1] ?? '';
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(args.slice(image + 1).join(' ')).toBe(
      `--config-file /fuzz/schemathesis.toml run /openapi/${document}.yaml --url ${url}` +
        ` --phases ${chains ? 'stateful' : 'examples,coverage,fuzzing'} --max-examples 500` +
        ' --seed 1 --generation-deterministic --no-color --report junit,json' +
        ` --report-junit-path /reports/${name}.xml --report-json-path /reports/${name}.json`,
    );
    for (const name of ['LOGOUTD_FUZZ_SECRET', 'LOGOUTD_FUZZ_ADMIN_KEY']) {
      expect(env[name]).toMatch(/^[\w-]{64}$/);
      expect(args.join(' ')).not.toContain(env[name]);
    }
  }
  expect(output).toMatch(/^all +7 +49 +35 +7 +0$/m);
});

it('reaches this machine by its name where the engine has a network of its own', () => {
  const engine = docker('/somewhere', 'darwin', '501:20');
  const { args } = engine.command([], { LOGOUTD_FUZZ_SECRET: 'a', LOGOUTD_FUZZ_ADMIN_KEY: 'b' });
  expect(args.join(' ')).toContain('--add-host host.docker.internal:host-gateway');
  expect(args).not.toContain('--network');
  expect(args).not.toContain('--user');
  expect(engine.host).toBe('host.docker.internal');
});

it.each<{ readonly what: string; readonly how: Ends; readonly counted: number }>([
  { what: 'failures of the same kind and of others', how: { failures: 3 }, counted: 3 },
  { what: 'a run that left no report', how: { reports: false }, counted: 1 },
  { what: 'a run that failed without saying at what', how: { status: 1 }, counted: 1 },
])('counts $what', async ({ how, counted }) => {
  const { folder } = standIn(how);
  const reports = join(folder, 'reports');
  const { status, output } = await fuzz(['--reports', reports, '--document', 'gsm'], folder);
  expect(status).toBe(1);
  expect(output).toContain('said by the stand-in');
  const summary = JSON.parse(readFileSync(join(reports, 'summary.json'), 'utf8')) as unknown;
  expect(summary).toMatchObject([{ run: 'gsm', failures: counted }]);
});

it('says so where docker is asked for and no engine answers', async () => {
  const { folder, calls } = standIn({ info: 1 });
  const { status, output } = await fuzz(['--by', 'docker', '--reports', join(folder, 'reports')], folder);
  expect({ status, output }).toStrictEqual({
    status: 2,
    output: 'fuzz: no docker engine answers `docker info`\n',
  });
  expect(calls()).toHaveLength(1);
});
