/** `logoutd doctor`: what it finds in settings and secrets, how it says it, and that it changes nothing. */
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderForTest } from '../support/folders.ts';
import { ADMIN_KEY, productionEnv, SECRET } from '../support/server.ts';
import { ownServer } from '../support/shared-server.ts';
import { examined, nowhere, production } from './examined.ts';
import { at, logoutd } from './logoutd.ts';

describe('doctor', () => {
  it('finds nothing wrong in an empty folder, and leaves it empty', async () => {
    const cwd = folderForTest();
    const PORT = await nowhere();
    const { status, stderr, wrong, warn, ok } = await examined({ cwd, env: { PORT } });
    expect({ status, stderr, wrong }).toEqual({ status: 0, stderr: '', wrong: [] });
    expect(warn).toEqual([expect.stringMatching(/^server: no server at .*Start one with logoutd serve/)]);
    expect(ok).toEqual(
      expect.arrayContaining([
        `settings: a development server on 127.0.0.1, port ${PORT}`,
        'secrets: there are none yet; the first start makes them, in data/development-secrets.json',
        `store: there is none yet; the first start makes it, at ${cwd}/data/development.db`,
      ]),
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('finds nothing wrong beside a server that runs', async () => {
    const server = await ownServer();
    const place = { cwd: server.folder, env: { ...productionEnv(), ...at(server).env } };
    const { status, wrong, warn, ok } = await examined(place);
    expect({ status, wrong, warn }).toEqual({ status: 0, wrong: [], warn: [] });
    expect(ok).toEqual(
      expect.arrayContaining([
        `server: logoutd answers at ${server.url}`,
        'store: the server’s takes writes',
        'server: it takes the key from LOGOUTD_KEY',
        expect.stringMatching(/^clock: .*, as the server has it$/),
      ]),
    );
  });

  it('is a line for each finding, for people', async () => {
    const { status, stdout, stderr } = await logoutd(['doctor'], {
      env: { ...(await production()), PORT: 'http' },
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'logoutd: 2 things are wrong.\n' });
    expect(stdout).toMatch(/^ok {5}node {6}\d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^wrong {2}settings {2}PORT must be a port from 0 to 65535/m);
  });

  it('says every setting that is wrong, as a start would', async () => {
    const env = {
      NODE_ENV: 'production',
      PORT: await nowhere(),
      LOGOUTD_ADMIN_KEY: 'short',
      LOGOUTD_LOG_LEVEL: 'loud',
    };
    const { status, wrong } = await examined({ env });
    expect(status).toBe(1);
    expect(wrong).toEqual([
      expect.stringMatching(/^settings: LOGOUTD_ADMIN_KEY must be at least 32 characters/),
      expect.stringMatching(/^settings: LOGOUTD_JWT_SECRET is missing/),
      expect.stringMatching(/^settings: LOGOUTD_LOG_LEVEL must be one of/),
    ]);
  });

  it('warns of a setting that is none, but of none of the command line’s own', async () => {
    const env = {
      ...(await production()),
      LOGOUTD_STOER: 'x',
      LOGOUTD_URL: `http://127.0.0.1:${await nowhere()}`,
    };
    const { warn } = await examined({ env });
    expect(warn.filter((line) => line.startsWith('settings'))).toEqual([
      'settings: LOGOUTD_STOER is not a setting, and is ignored. Did you mean LOGOUTD_STORE?',
    ]);
  });

  it('finds secrets that others can read, and leaves that to whoever mends it', async () => {
    const cwd = folderForTest();
    mkdirSync(join(cwd, 'data'));
    const file = join(cwd, 'data/development-secrets.json');
    const secrets = { jwtSecret: 'x'.repeat(43), adminKey: 'y'.repeat(43), checkKey: 'z'.repeat(43) };
    writeFileSync(file, JSON.stringify(secrets));
    chmodSync(file, 0o644);
    const env = { PORT: await nowhere() };
    const { status, wrong } = await examined({ cwd, env });
    expect(status).toBe(1);
    expect(wrong).toEqual([
      expect.stringContaining('secrets: others can read data/development-secrets.json.'),
    ]);
    expect(wrong[0]).toContain('chmod 600 data/development-secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    writeFileSync(file, '{');
    chmodSync(file, 0o600);
    expect((await examined({ cwd, env })).wrong).toEqual(
      expect.arrayContaining([expect.stringContaining('is damaged. Delete it')]),
    );
  });

  it('shows no secret', async () => {
    const { findings } = await examined({ env: await production() });
    expect(JSON.stringify(findings)).not.toContain(SECRET);
    expect(JSON.stringify(findings)).not.toContain(ADMIN_KEY);
  });
});
