/** What README says of Node versions, with the oldest Node from 20 on that this machine has: the package's parts, compiled. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { TOKEN_COMMAND } from '../kit/kit.ts';
import { temporaryFolder } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LEAST = 20;

/** Where machines and CI keep others than the one in PATH. */
const found = ['/usr/bin/node', '/usr/local/bin/node', ...globSync('/opt/hostedtoolcache/node/*/*/bin/node')]
  .flatMap((program) => {
    try {
      const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
      return [{ program, major: Number.parseInt(version.slice(1), 10) }];
    } catch {
      return [];
    }
  })
  .filter(({ major }) => major >= LEAST);
const { program: older, major } = [
  ...found,
  { program: process.execPath, major: Number.parseInt(process.versions.node, 10) },
].reduce((least, next) => (next.major < least.major ? next : least));

const folder = temporaryFolder();
const server = sharedServer();
const run = (...args: readonly string[]) =>
  promisify(execFile)(older, args, { cwd: folder, env: { PATH: process.env['PATH'] } });

beforeAll(async () => {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const into = ['-p', 'scripts/package.tsconfig.json', '--outDir', join(folder, 'dist')];
  await promisify(execFile)(process.execPath, [tsc, ...into], { cwd: ROOT });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const read of ['openapi', 'generated'])
    cpSync(join(ROOT, read), join(folder, 'dist', read), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}, 120_000);

describe(`with Node ${major}`, () => {
  it('the middleware asks, and lets a live session through', async () => {
    const asked: (string | undefined)[] = [];
    const logoutd = createServer((req, res) => {
      asked.push(req.url);
      const live = { subject: 'ada', id: 'a', tenant: '', issuer: 'default' };
      for (const [name, value] of Object.entries(live)) res.setHeader(`x-session-${name}`, value);
      res.end();
    });
    await new Promise<void>((resolve) => logoutd.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void logoutd.close());
    const url = `http://127.0.0.1:${(logoutd.address() as AddressInfo).port}`;
    const module = pathToFileURL(join(folder, 'dist/src/middleware/express.js')).href;
    const app = `
      import express from 'express';
      import { requireSession, sessionOf } from '${module}';
      const app = express();
      app.use(requireSession({ url: '${url}' }), (_req, res) => res.json(sessionOf(res)));
      const server = app.listen(0, '127.0.0.1', async () => {
        const answer = await fetch('http://127.0.0.1:' + server.address().port);
        console.log(answer.status, await answer.text());
        process.exit();
      });`;
    const { stdout } = await run('--input-type=module', '--eval', app);
    expect(stdout).toBe('200 {"subject":"ada","id":"a","tenant":null,"issuer":"default"}\n');
    expect(asked).toEqual(['/v1/verify']);
  });

  it('the contract kit judges a server', async () => {
    const target = ['--target', server().url, '--contract', 'session', '--token-command', TOKEN_COMMAND];
    const { stdout } = await run('dist/src/kit/main.js', ...target);
    expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/);
  });

  it('the program serves, or says which Node it takes', async () => {
    const asked = await run('dist/src/main.js', '--version').then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr }),
    );
    expect(asked).toEqual(
      major >= 24
        ? { code: 0, said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) }
        : {
            code: 78,
            said: expect.stringMatching(/^logoutd: this is Node .*; put Node 24 or later first in PATH\.\n$/),
          },
    );
  });
});

it('the package asks for the Node that all its packages admit', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; engines?: { node?: string } }>;
  };
  const least = (range: string): number => Number(/^>= *(\d+)(?:\.0)*$/.exec(range)?.[1] ?? 0);
  const asked = Object.values(packages)
    .filter(({ dev }) => dev !== true)
    .flatMap(({ engines }) => engines?.node ?? []);
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe('>=24');
  for (const range of asked) expect(least(range), range).toBeLessThanOrEqual(24);
});
