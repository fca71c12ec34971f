import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const reporter = join(root, 'test/support/no-skips-reporter.ts');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skips-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(
    join(folder, 'some.test.ts'),
    `import { it } from 'vitest';
     it('runs', () => {});
     it('needs more', (test) => test.skip('there is no Redis here'));
     it.skip('is off', () => {});`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function run(noSkips: string, ...args: string[]) {
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter', reporter, ...args];
  const env = { PATH: process.env['PATH'], LOGOUTD_NO_SKIPS: noSkips };
  const child = spawn(process.execPath, vitest, { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [status] = await once(child, 'close');
  return { status, said };
}

describe('skipped tests', () => {
  it('are listed with their reasons', async () => {
    const { status, said } = await run('');
    expect(status).toBe(0);
    expect(said).toContain('some.test.ts > needs more: there is no Redis here\n');
    expect(said).toContain('some.test.ts > is off: no reason given\n');
  });

  it('fail the run with LOGOUTD_NO_SKIPS=1', async () => {
    expect((await run('1')).status).toBe(1);
  });

  it('do not count where somebody asked for one test by name', async () => {
    expect(await run('1', '-t', 'runs')).toEqual({ status: 0, said: '' });
  });
});
