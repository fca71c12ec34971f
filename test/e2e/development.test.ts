/** Outside production: secrets that were not given are made, and kept. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFile } from '../support/config-file.ts';
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

describe('the first screen', () => {
  const screenOf = async (env: Record<string, string>): Promise<string> => {
    const server = await ownServer({ env: { NODE_ENV: '', ...env } });
    return server.output().split('{"level"')[0] ?? '';
  };
  const TOKEN = /eyJ[\w-]+\./;
  const secretEnv = { name: 'login', algorithms: ['HS256'], keys: [{ secretEnv: 'LOGIN_SECRET' }] };
  const file = {
    LOGOUTD_CONFIG: configFile({ issuers: [secretEnv] }),
    LOGIN_SECRET: 'a-secret-of-the-login-0123456789-abcdef',
    LOGOUTD_JWT_SECRET: '',
  };

  it('has tokens that only this server believes', async () => {
    expect(await screenOf(DEVELOPMENT)).toMatch(TOKEN);
    expect(await screenOf({ LOGOUTD_JWT_SECRET: '' })).toMatch(TOKEN);
  });

  it.each([
    ['a secret', { LOGOUTD_ADMIN_KEY: '' }],
    ['a settings file', { ...file, LOGOUTD_ADMIN_KEY: '' }],
  ])('has none that was signed with a given secret: %s', async (_, env) => {
    const screen = await screenOf(env);
    expect(screen).not.toMatch(TOKEN);
    expect(screen).toContain('Send it a token of your login');
    expect(screen.match(/^ {2}curl .*\$TOKEN"$/gm)).toHaveLength(5);
  });

  it.each([
    [DEVELOPMENT, 'NODE_ENV=production, LOGOUTD_JWT_SECRET and LOGOUTD_ADMIN_KEY.'],
    [{ LOGOUTD_ADMIN_KEY: '' }, 'NODE_ENV=production and LOGOUTD_ADMIN_KEY.'],
    [{ ...file, LOGOUTD_ADMIN_KEY: '' }, 'NODE_ENV=production and LOGOUTD_ADMIN_KEY.'],
    [file, 'NODE_ENV=production.'],
  ])('asks for what production lacks, and nothing else', async (env, advice) => {
    expect(await screenOf(env)).toContain(`For production set ${advice}\n`);
  });

  it('has its warnings above the table', async () => {
    const screen = await screenOf({ ...DEVELOPMENT, NODE_ENV: 'prod', LOGOUTD_TENANT_LOGUT: 'revoke' });
    const [above = '', ...below] = screen.split(/^ +contract +request/m);
    expect(above).toContain('Warning: NODE_ENV is prod,');
    expect(above).toContain('Warning: LOGOUTD_TENANT_LOGUT is not a setting');
    expect(below).toHaveLength(1);
  });

  it.each([
    ['mark', true],
    ['revoke', false],
  ])('says of tenant what is true: %s', async (LOGOUTD_TENANT_LOGOUT, marks) => {
    const screen = await screenOf({ ...DEVELOPMENT, LOGOUTD_TENANT_LOGOUT });
    expect(screen.includes('(but for tenant)')).toBe(marks);
    expect(screen.includes('the session goes on')).toBe(marks);
  });
});

it('development and production have a store each, in one folder', async () => {
  const development = await ownServer({ env: DEVELOPMENT });
  await development.stop();
  const there = (name: string): boolean => existsSync(join(development.folder, 'data', name));
  expect([there('development.db'), there('logoutd.db')]).toEqual([true, false]);
  const production = await ownServer({ folder: development.folder });
  await production.stop();
  expect(there('logoutd.db')).toBe(true);
});
