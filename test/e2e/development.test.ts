/** Outside production: secrets that were not given are made, and kept. */
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/server.ts';
import { ownServer, refusedStart } from '../support/shared-server.ts';

const EX_CONFIG = 78;
const DEVELOPMENT = { NODE_ENV: '', LOGOUTD_JWT_SECRET: '', LOGOUTD_ADMIN_KEY: '', LOGOUTD_CHECK_KEY: '' };

describe('outside production', () => {
  const secretsFile = (folder: string): string => join(folder, 'data', 'development-secrets.json');

  it('missing secrets are made, kept where only the owner can read them, and never printed', async () => {
    const first = await ownServer({ env: DEVELOPMENT });
    expect(statSync(secretsFile(first.folder)).mode & 0o777).toBe(0o600);
    const made = readFileSync(secretsFile(first.folder), 'utf8');
    const secrets = Object.values(JSON.parse(made) as Record<string, string>);
    expect(secrets.length).toBeGreaterThan(0);
    await first.stop();
    for (const secret of secrets) expect(first.output()).not.toContain(secret);
    const second = await ownServer({ env: DEVELOPMENT, folder: first.folder });
    expect(readFileSync(secretsFile(second.folder), 'utf8')).toBe(made);
    await second.stop();
    for (const secret of secrets) expect(second.output()).not.toContain(secret);
  });

  it('the file loses permissions that it should not have', async () => {
    const folder = temporaryFolder();
    const secret = 'a-development-secret-0123456789-0123456789-ab';
    mkdirSync(join(folder, 'data'));
    writeFileSync(
      secretsFile(folder),
      JSON.stringify({ jwtSecret: secret, adminKey: `${secret}-1`, checkKey: `${secret}-2` }),
    );
    chmodSync(secretsFile(folder), 0o644);
    await ownServer({ env: DEVELOPMENT, folder });
    expect(statSync(secretsFile(folder)).mode & 0o777).toBe(0o600);
  });

  it('a damaged file stops the start and says what to do', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'data'));
    writeFileSync(secretsFile(folder), '{"jwtSecret":"canary"');
    const { status, output } = await refusedStart({ env: DEVELOPMENT, folder });
    expect(status).toBe(EX_CONFIG);
    expect(output).toMatch(/development-secrets\.json is damaged\. Delete it/);
    expect(output).not.toContain('canary');
  });

  it('a short secret that was given is refused as well', async () => {
    const { status, output } = await refusedStart({ env: { ...DEVELOPMENT, LOGOUTD_JWT_SECRET: 'short' } });
    expect(status).toBe(EX_CONFIG);
    expect(output).toContain('LOGOUTD_JWT_SECRET must be at least 32 bytes');
  });

  it.each(['127.0.0.1', '127.0.0.2', 'localhost'])('made-up secrets do on loopback: %s', async (HOST) => {
    const server = await ownServer({ env: { ...DEVELOPMENT, HOST } });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
