/** The command from end to end, on small projects and on this one. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { BUILD_MS, needsGit, oasdiffFor } from './program.ts';
import { contract, Project } from './project.ts';

vi.setConfig({ testTimeout: BUILD_MS });

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPT = join(ROOT, 'scripts/contract-diff.ts');

const before = { small: contract('200', '401', '429') };
const less = { small: contract('200', '401') };
const more = { small: contract('200', '401', '429', '503') };

function command(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the gate', () => {
  it('fails on a breaking change without a version for it, and says which it needs', async (context) => {
    needsGit(context);
    await oasdiffFor(context);
    const project = new Project().write('0.1.0', before).commit('v0.1.0').write('0.1.1', less);
    expect(project.diff()).toStrictEqual({
      status: 1,
      printed:
        '### Breaking\n\n- small\n  - `POST /logout`: removed the non-success response with the status `429`\n',
      said: [
        'compared with v0.1.0: 1 breaking, 0 other changes',
        'a breaking change from 0.1.0 on needs version 0.2.0 at least, and package.json has 0.1.1',
      ].join('\n'),
    });
  });

  it('lets it pass with one, and prints it all the same', async (context) => {
    needsGit(context);
    await oasdiffFor(context);
    const project = new Project().write('1.3.0', before).commit('v1.3.0').write('2.0.0', less);
    expect(project.diff()).toMatchObject({ status: 0, printed: expect.stringContaining('### Breaking') });
  });

  it('lets an addition pass with the version as it was', async (context) => {
    needsGit(context);
    await oasdiffFor(context);
    const project = new Project().write('1.3.0', before).commit('v1.3.0').write('1.3.0', more);
    expect(project.diff()).toMatchObject({
      status: 0,
      printed: expect.stringMatching(/^### Added\n\n- small\n {2}- `POST \/logout`: added .*`503`\n$/),
    });
  });

  it('does not let a folder break whose version nobody knows', async (context) => {
    await oasdiffFor(context);
    const old = new Project().write('0.1.0', before);
    const project = new Project().write('9.0.0', less);
    rmSync(join(old.folder, 'package.json'));
    expect(project.diff({ folder: join(old.folder, 'openapi') })).toMatchObject({
      status: 1,
      said: expect.stringMatching(/no package\.json beside the folder/),
    });
  });

  it('is no verdict where a document is none that oasdiff can read', async (context) => {
    await oasdiffFor(context);
    const old = new Project().write('1.0.0', before);
    const project = new Project().write('1.0.0', { small: '{"openapi": "3.0.3", "paths": []}' });
    expect(project.diff({ folder: join(old.folder, 'openapi') })).toMatchObject({
      status: 2,
      printed: '',
      said: expect.stringMatching(/could not be compared: oasdiff ended with \d+: ./),
    });
  });
});

describe('npm run contract:diff', () => {
  it('is that script', () => {
    expect(packageJson.scripts['contract:diff']).toBe('node scripts/contract-diff.ts');
  });

  it('lets the contracts of this repository pass', async (context) => {
    await oasdiffFor(context);
    const { status, stderr } = command();
    // A shallow checkout does not have the releases: then it says so, and `base.test.ts` is about that.
    const hasReleases = !stderr.includes('this clone is shallow');
    expect(status, stderr).toBe(hasReleases ? 0 : 2);
    if (!hasReleases) return;
    expect(stderr).toMatch(/^contract:diff: .*compared with/);
  });

  it('says what it takes', () => {
    expect(command('--help')).toStrictEqual({
      status: 0,
      stdout: expect.stringMatching(/--base REF .*--base-dir FOLDER /s),
      stderr: '',
    });
  });

  it.for([['--bse', 'x'], ['--base', 'HEAD', '--base-dir', 'openapi'], ['HEAD']])(
    'refuses %j, with 64',
    (args) => {
      expect(command(...args)).toStrictEqual({
        status: 64,
        stdout: '',
        stderr: expect.stringMatching(/^contract:diff: /),
      });
    },
  );
});
