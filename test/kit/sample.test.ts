/** The sample repository: the kit as a package of somebody else's repository, run by its one line. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SAMPLE = 'examples/contract-tests';
const npm = (folder: string, ...args: readonly string[]) => promisify(execFile)('npm', args, { cwd: folder });
/** Packages come from a registry. */
const hasRegistry = await npm(ROOT, 'ping', '--fetch-timeout=5000', '--fetch-retries=0').then(
  () => true,
  () => false,
);

it('packs the kit, depends on it, and has its own server judged', { timeout: 120_000 }, async (ctx) => {
  if (!hasRegistry) ctx.skip('no registry of npm packages can be reached');
  const folder = folderForTest();
  const sample = join(folder, SAMPLE);
  cpSync(join(ROOT, SAMPLE), sample, { recursive: true });
  await npm(ROOT, 'pack', '--pack-destination', folder);
  await npm(sample, 'install', '--no-audit', '--no-fund');
  const { stdout } = await npm(sample, 'test');
  expect(stdout.trim().split('\n').at(-1)).toBe('6 passed, 0 failed, 0 skipped');
  expect(readFileSync(join(sample, 'reports/contract.xml'), 'utf8')).toContain('failures="0" skipped="0"');
});
