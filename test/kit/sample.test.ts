/** The sample repository: the kit as a package of somebody else's repository, run by its one line. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SAMPLE = 'examples/contract-tests';
const npm = (folder: string, ...args: readonly string[]) => promisify(execFile)('npm', args, { cwd: folder });
const readme = readFileSync(join(ROOT, SAMPLE, 'README.md'), 'utf8');
const updating = /`npm (update \S+)`/.exec(readme)?.[1]?.split(' ') ?? [];
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
  const { stdout: help } = await promisify(execFile)('npx', ['--no-install', 'logoutd-contract', '--help'], {
    cwd: sample,
  });
  expect(help).toContain('logoutd-contract --target URL');

  // The package as it is after a change, of the same version.
  const tarball = join(folder, 'logoutd-0.1.0.tgz');
  await promisify(execFile)('tar', ['-xzf', tarball, '-C', folder]);
  writeFileSync(join(folder, 'package/dist/changed.js'), '');
  await promisify(execFile)('tar', ['-czf', tarball, '-C', folder, 'package']);
  await npm(sample, ...updating);
  expect(existsSync(join(sample, 'node_modules/logoutd/dist/changed.js'))).toBe(true);
});

it('leaves nothing that git would want to keep', async (ctx) => {
  const left = ['package-lock.json', 'node_modules/x', 'reports/x'].map((one) => `${SAMPLE}/${one}`);
  const asked = promisify(execFile)('git', ['check-ignore', ...left, 'logoutd-0.1.0.tgz'], { cwd: ROOT });
  const ignored = await asked.catch((error: { readonly code?: unknown }) => {
    if (error.code === 1) return { stdout: '' };
    return ctx.skip('this is no clone of a repository, or there is no git');
  });
  expect(ignored.stdout.trim().split('\n')).toEqual([...left, 'logoutd-0.1.0.tgz']);
});
