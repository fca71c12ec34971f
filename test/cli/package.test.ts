/** The program of the package, installed in somebody else's folder. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { until } from '../support/until.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const npm = (folder: string, ...args: readonly string[]) => promisify(execFile)('npm', args, { cwd: folder });
/** Packages come from a registry. */
const hasRegistry = await npm(ROOT, 'ping', '--fetch-timeout=5000', '--fetch-retries=0').then(
  () => true,
  () => false,
);

it('serves in an empty folder, and its commands ask that server', { timeout: 180_000 }, async (ctx) => {
  if (!hasRegistry) ctx.skip('no registry of npm packages can be reached');
  const folder = folderForTest();
  await npm(ROOT, 'pack', '--pack-destination', folder);
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  await npm(folder, 'install', '--no-audit', '--no-fund', packed);
  const cwd = join(folder, 'empty');
  mkdirSync(cwd);

  const env = { PATH: process.env['PATH'], HOME: folder };
  const program = join(folder, 'node_modules/.bin/logoutd');
  const server = spawn(program, ['serve'], {
    cwd,
    env: { ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let screen = '';
  server.stdout.on('data', (chunk) => {
    screen += String(chunk);
  });
  try {
    const url = await until(
      'it listens',
      () => /"url":"([^"]+)".*"msg":"listening"/.exec(screen)?.[1],
      30_000,
    );
    const run = async (...args: readonly string[]): Promise<string> =>
      (await promisify(execFile)(program, [...args, '--url', url], { cwd, env })).stdout;
    expect(await run('token')).toMatch(/^eyJ/);
    expect(await run('sessions', 'list', '--json')).toContain('"subject":"user-42"');
    expect(await run('doctor')).toContain('made up for development');
    for (const path of ['/', '/page.js', '/openapi/platform.yaml', '/openapi/control.json'])
      expect((await fetch(`${url}${path}`)).status, path).toBe(200);
    const { stdout } = await promisify(execFile)('npx', ['--no-install', 'logoutd', '--version'], {
      cwd,
      env,
    });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  } finally {
    server.kill('SIGTERM');
  }
  expect(await once(server, 'close')).toEqual([0, null]);
});
