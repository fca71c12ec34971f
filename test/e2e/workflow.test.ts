/** The workflows for public CI cannot run here. What can be said of it without running it is said by tools. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, type TestContext } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORKFLOW = '.github/workflows/ci.yml';
const WEEKLY = '.github/workflows/mutants.yml';
/** The newest that Debian 12's Go can build. */
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7';
/** Its first run fetches and builds it. */
const BUILD_MS = 300_000;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly container?: { readonly image: string };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: object;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (file: string) => parse(readFileSync(ROOT + file, 'utf8')) as Workflow;
const workflow = read(WORKFLOW);
const weekly = read(WEEKLY);
const jobs = Object.values(workflow.jobs);
const { everything, fuzzing } = workflow.jobs;
const commandsOf = (job: Job | undefined) =>
  job?.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

const needs = (context: TestContext, program: string, versionFlag: string): void => {
  if (spawnSync(program, [versionFlag]).status !== 0) context.skip(`there is no ${program} on this machine`);
};

function said(
  program: string,
  ...args: string[]
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe.each([
  [WORKFLOW, workflow],
  [WEEKLY, weekly],
])('%s', (file, { permissions, jobs: all }) => {
  const steps = Object.values(all).flatMap((job) => job.steps);

  it('has nothing that actionlint complains of', { timeout: BUILD_MS }, (context) => {
    needs(context, 'go', 'version');
    expect(said('go', 'run', ACTIONLINT, '-shellcheck=', '-pyflakes=', file)).toStrictEqual({
      status: 0,
      output: expect.not.stringContaining(file),
    });
  });

  it('may read the code and nothing else, and runs only actions named by their commit', () => {
    expect(permissions).toStrictEqual({ contents: 'read' });
    const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(used).not.toStrictEqual([]);
    for (const uses of used) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('leaves the reports of each job, however it ended', () => {
    for (const job of Object.values(all)) {
      const upload = job.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
      expect(upload?.if).toBe('always()');
      expect(upload?.with?.['path']).toBe('reports/');
    }
  });
});

describe('the workflow of every push', () => {
  it('runs .ci/run for every push and every pull request', () => {
    expect(Object.keys(workflow.on)).toStrictEqual(['push', 'pull_request']);
    expect(Object.keys(workflow.jobs)).toStrictEqual(['everything', 'fuzzing']);
    expect(commandsOf(everything)).toStrictEqual(['.ci/run']);
  });

  it('runs it on the Node of the image, and tells it which that is', () => {
    expect(everything?.strategy?.matrix.node).toStrictEqual([24, 26]);
    expect(everything?.container?.image).toMatch(/^node:\$\{\{ matrix\.node \}\}-/);
    const step = everything?.steps.find(({ run }) => run !== undefined);
    expect(step?.env?.['LOGOUTD_NODE']).toMatch(/^\$\{\{ matrix\.node \}\}$/);
  });

  it('runs it on the Node that the project brings along, among others', () => {
    const [, major] = /^\^(\d+)\./.exec(packageJson.devDependencies.node) ?? [];
    expect(everything?.strategy?.matrix.node).toContain(Number(major));
  });

  it('fuzzes by docker, and nothing else, on the machine whose engine answers', () => {
    expect(commandsOf(fuzzing)).toStrictEqual(['npm run fuzz -- --by docker']);
    expect(fuzzing?.container).toBeUndefined();
    expect(Object.keys(packageJson.scripts)).toContain('fuzz');
  });

  it('has an end within the hour', () => {
    for (const { 'timeout-minutes': minutes } of jobs) expect(minutes).toBeLessThanOrEqual(60);
  });
});

describe('the workflow of every week', () => {
  it('runs all mutants, and can be started by hand', () => {
    expect(Object.keys(weekly.on)).toStrictEqual(['schedule', 'workflow_dispatch']);
    expect(Object.values(weekly.jobs).map(commandsOf)).toStrictEqual([['npm run mutants']]);
    expect(Object.keys(packageJson.scripts)).toContain('mutants');
  });
});

describe('.ci/run', () => {
  it('has nothing that shellcheck complains of', (context) => {
    needs(context, 'shellcheck', '--version');
    expect(said('shellcheck', '.ci/run')).toStrictEqual({ status: 0, output: '' });
  });
});
