/** examples/express with the package as `npm pack` leaves it: its exports and its types are what users get. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { session } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { temporaryFolder } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
const run = promisify(execFile);
const logoutd = sharedServer();
let folder: string;

beforeAll(async () => {
  folder = temporaryFolder();
  const installed = join(folder, 'node_modules/logoutd');
  mkdirSync(join(installed, 'dist'), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  for (const name of ['express', '@types']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  for (const name of ['app.js', 'package.json']) {
    copyFileSync(join(ROOT, 'examples/express', name), join(folder, name));
  }
  await run(
    process.execPath,
    [tsc, '-p', 'scripts/package.tsconfig.json', '--outDir', join(installed, 'dist')],
    {
      cwd: ROOT,
    },
  );
}, 120_000);

it('has at most 20 lines', () => {
  expect(readFileSync(join(folder, 'app.js'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
});

it('lets a live session in, and an ended one not', async () => {
  const child = spawn(process.execPath, ['app.js'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOGOUTD_URL: logoutd().url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'close');
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const port = Number(await until('the example listens', () => /^listening on (\d+)$/m.exec(said)?.[1]));
  const mine = token({ tid: 'acme' });
  expect((await request({ port }, 'GET', '/status')).text).toBe('for everybody');
  expect((await request({ port }, 'GET', '/me')).status).toBe(401);
  const live = await request({ port }, 'GET', '/me', { headers: bearer(mine) });
  expect([live.status, live.json()]).toEqual([200, { subject: 'ada', tenant: 'acme' }]);
  expect((await session(logoutd(), mine)).status).toBe(200);
  expect((await request({ port }, 'GET', '/me', { headers: bearer(mine) })).status).toBe(401);
});

it('has types that fit Express’s, and hold who uses them to theirs', { timeout: 120_000 }, async () => {
  const options = { strict: true, module: 'nodenext', target: 'es2024', noEmit: true, types: ['node'] };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['typed.ts'] }),
  );
  writeFileSync(
    join(folder, 'typed.ts'),
    `import express from 'express';
import { requireSession, sessionOf, type VerifiedSession } from 'logoutd/express';
const app = express();
app.use(requireSession({ url: 'http://127.0.0.1:4000', timeoutMs: 500 }));
app.get('/', requireSession({ url: new URL('http://127.0.0.1:4000') }), (_req, res) => {
  const session: VerifiedSession = sessionOf(res);
  const id: string = session.id;
  // @ts-expect-error A token may name nobody.
  const subject: string = session.subject;
  // @ts-expect-error There is no such member.
  res.json({ id, subject, roles: session.roles });
});
// @ts-expect-error An address is needed.
app.use(requireSession({}));
`,
  );
  await run(process.execPath, [tsc, '-p', folder], { cwd: folder });
});
