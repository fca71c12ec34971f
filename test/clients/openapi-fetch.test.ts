import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../../scripts/clients/client.ts';
import { stateOf } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { execute } from './toolchains/toolchain.ts';

const shared = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:' } }));

const example = (TOKEN: string): Promise<string> =>
  execute([process.execPath, join(root, 'examples/openapi-fetch/logout.ts')], {
    env: { LOGOUTD_URL: shared().url, TOKEN },
  });

it('the example of openapi-fetch ends the session of its token', async () => {
  expect(await example(token({ sid: 'openapi-fetch' }))).toBe('200 Logged out successfully\n');
  expect(await stateOf(shared(), 'openapi-fetch')).toBe('ended');
});

it('the command of its README runs, whichever Node is the machine’s own', async () => {
  const readme = readFileSync(join(root, 'examples/openapi-fetch/README.md'), 'utf8');
  const command = /^TOKEN=… (.*)$/m.exec(readme)?.[1] ?? '';
  // As in a shell: without the programs of this project, which npm puts in front.
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((one) => !one.includes('node_modules'));
  const env = {
    PATH: folders.join(delimiter),
    LOGOUTD_URL: shared().url,
    TOKEN: token({ sid: 'by-readme' }),
  };
  const { stdout } = await promisify(exec)(command, { cwd: root, env });
  expect(stdout).toBe('200 Logged out successfully\n');
});

it('the example of openapi-fetch reads an error by its type', async () => {
  expect(await example(token({}, 'another secret'))).toBe(
    '401 UNAUTHORIZED Invalid, expired or missing bearer token\n',
  );
});
