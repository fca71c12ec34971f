import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { developmentSecrets } from '../../../src/config/development.ts';
import { readSettings, SettingsError } from '../../../src/config/settings.ts';

const SECRET = 'Zq8-0123456789-abcdefghijklmnop-Zq8';
const KEY = 'Kx7-0123456789-abcdefghijklmnop-Kx7';
const production = { NODE_ENV: 'production', LOGOUTD_JWT_SECRET: SECRET, LOGOUTD_ADMIN_KEY: KEY };

const problemsOf = async (env: Record<string, string>): Promise<string> => {
  try {
    await readSettings(env);
    return '';
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.join('\n');
    throw error;
  }
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logoutd-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('settings', () => {
  it('have their defaults', async () => {
    const settings = await readSettings(production);
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 4000, storeUrl: 'sqlite:data/logoutd.db' });
    expect(settings.issuers).toMatchObject([{ name: 'default', algorithms: ['HS256', 'HS384', 'HS512'] }]);
    expect(settings.edge.limits).toMatchObject({
      tenant: { count: 30, windowSeconds: 3600 },
      gsm: { count: 600, windowSeconds: 60 },
      control: null,
    });
    expect(settings.contracts.gsmCookie).toEqual({
      name: 'gsm_token',
      path: '/',
      domain: null,
      secure: true,
      sameSite: 'lax',
      httpOnly: true,
      partitioned: false,
    });
  });

  it.each([
    ['LOGOUTD_JWT_SECRET', { LOGOUTD_JWT_SECRET: '' }],
    ['LOGOUTD_JWT_SECRET', { LOGOUTD_JWT_SECRET: 'x'.repeat(31) }],
    ['LOGOUTD_JWT_SECRET', { LOGOUTD_JWT_SECRET: 'x'.repeat(64) }],
    ['LOGOUTD_JWT_SECRET', { LOGOUTD_JWT_SECRET: '0123456789'.repeat(4) }],
    ['LOGOUTD_JWT_SECRET', { LOGOUTD_JWT_SECRET: 'correct-horse-'.repeat(3).slice(0, 33) }],
    ['LOGOUTD_JWT_SECRET', { LOGOUTD_JWT_SECRET: 'a-unit-of-thirty-one-characters'.repeat(2) }],
    ['LOGOUTD_ADMIN_KEY', { LOGOUTD_ADMIN_KEY: '' }],
    ['LOGOUTD_ADMIN_KEY', { LOGOUTD_ADMIN_KEY: 'short' }],
    ['LOGOUTD_ADMIN_KEY', { LOGOUTD_ADMIN_KEY: `${KEY} with spaces` }],
    ['LOGOUTD_ADMIN_KEY', { LOGOUTD_ADMIN_KEY: 'a'.repeat(32) }],
    ['LOGOUTD_ADMIN_KEY', { LOGOUTD_ADMIN_KEY: '0123456789'.repeat(4) }],
    ['LOGOUTD_ADMIN_KEY', { LOGOUTD_ADMIN_KEY: SECRET }],
    ['LOGOUTD_CHECK_KEY', { LOGOUTD_CHECK_KEY: KEY }],
    ['LOGOUTD_CHECK_KEY', { LOGOUTD_CHECK_KEY: 'abc'.repeat(20) }],
    ['LOGOUTD_CHECK_KEY', { LOGOUTD_CHECK_KEY: SECRET }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '4000x' }],
    ['LOGOUTD_RATE_LIMIT_TENANT', { LOGOUTD_RATE_LIMIT_TENANT: '30' }],
    ['LOGOUTD_RATE_LIMIT_GSM', { LOGOUTD_RATE_LIMIT_GSM: '0/60' }],
    ['LOGOUTD_TRUSTED_PROXIES', { LOGOUTD_TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['LOGOUTD_TRUSTED_PROXIES', { LOGOUTD_TRUSTED_PROXIES: '0.0.0.0/0' }],
    ['LOGOUTD_TRUSTED_PROXIES', { LOGOUTD_TRUSTED_PROXIES: 'proxy.example' }],
    ['LOGOUTD_ALLOWED_ORIGINS', { LOGOUTD_ALLOWED_ORIGINS: 'https://app.example/' }],
    ['LOGOUTD_ALLOWED_ORIGINS', { LOGOUTD_ALLOWED_ORIGINS: '*' }],
    ['LOGOUTD_TENANT_LOGOUT', { LOGOUTD_TENANT_LOGOUT: 'delete' }],
    ['LOGOUTD_LOG_LEVEL', { LOGOUTD_LOG_LEVEL: 'loud' }],
    ['LOGOUTD_CONFIG', { LOGOUTD_CONFIG: '/nowhere/logoutd.json' }],
  ])('refuse a bad %s by its name, without showing a secret: %j', async (name, env) => {
    const problems = await problemsOf({ ...production, ...env });
    expect(problems.split('\n')).toHaveLength(1);
    expect(problems).toMatch(new RegExp(`^${name}[ :]`));
    expect(problems).not.toContain(SECRET);
    expect(problems).not.toContain(KEY);
  });

  it.each([
    [
      'of 32 random bytes, in hexadecimal',
      '8f14e45fceea167a5a36dedd4bea2543d41d8cd98f00b204e9800998ecf8427e',
    ],
    ['that ends as it begins', 'Zq8-0123456789-abcdefghijklmno-Z'],
    ['that says a piece of 32 bytes twice', 'a-piece-of-thirty-two-characters'.repeat(2)],
  ])('take a secret %s', async (_, secret) => {
    expect(await problemsOf({ ...production, LOGOUTD_JWT_SECRET: secret })).toBe('');
  });

  it('take every secret that is made as they say', async () => {
    for (let tries = 0; tries < 200; tries += 1) {
      const LOGOUTD_JWT_SECRET = randomBytes(48).toString('base64');
      const LOGOUTD_ADMIN_KEY = randomBytes(16).toString('hex');
      expect(await problemsOf({ ...production, LOGOUTD_JWT_SECRET, LOGOUTD_ADMIN_KEY })).toBe('');
    }
  });

  it('name every problem at once', async () => {
    const problems = await problemsOf({ NODE_ENV: 'production', PORT: 'x' });
    expect(problems.split('\n')).toHaveLength(3);
  });

  it('warn of a variable that is most likely misspelt', async () => {
    const warningsWith = async (name: string) =>
      (await readSettings({ ...production, [name]: 'revoke' })).warnings;
    expect(await warningsWith('LOGOUTD_TENANT_LOGUT')).toEqual([
      'LOGOUTD_TENANT_LOGUT is not a setting, and is ignored. Did you mean LOGOUTD_TENANT_LOGOUT?',
    ]);
    expect(await warningsWith('LOGOUTD_MIGRAT_TO')).toEqual([
      'LOGOUTD_MIGRAT_TO is not a setting, and is ignored. Did you mean LOGOUTD_MIGRATE_TO?',
    ]);
    expect(await warningsWith('LOGOUTD_COLOUR')).toEqual([
      'LOGOUTD_COLOUR is not a setting, and is ignored.',
    ]);
  });

  it('warn of a store that forgets, in production', async () => {
    const warningsIn = async (NODE_ENV: string) =>
      (await readSettings({ ...production, NODE_ENV, LOGOUTD_STORE: 'memory:' })).warnings;
    expect(await warningsIn('production')).toEqual([expect.stringMatching(/^LOGOUTD_STORE .*forgets/)]);
    expect(await warningsIn('development')).toEqual([]);
  });

  it.each(['', 'development', 'test'])(
    'keep production and NODE_ENV %j apart, in a store each',
    async (mode) => {
      const settings = await readSettings({ ...production, NODE_ENV: mode });
      expect(settings).toMatchObject({ production: false, storeUrl: 'sqlite:data/development.db' });
      expect(settings.warnings).toEqual([]);
    },
  );

  it.each(['prod', 'Production', 'staging', ' production'])('warn of NODE_ENV %j', async (mode) => {
    const { warnings } = await readSettings({ ...production, NODE_ENV: mode });
    expect(warnings).toEqual([expect.stringMatching(`^NODE_ENV is ${mode}, .*runs as a development server`)]);
  });

  it('say of a short secret that it is the login’s', async () => {
    const problems = await problemsOf({ ...production, LOGOUTD_JWT_SECRET: 'short' });
    expect(problems).toMatch(/your login signs with, so set a new one in the login as well/);
  });
});

describe('the settings file', () => {
  const file = (content: unknown): string => {
    const path = join(folder, 'logoutd.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const issuer = { name: 'login', algorithms: ['HS256'], keys: [{ secretEnv: 'LOGIN_SECRET' }] };
  const env = { NODE_ENV: 'production', LOGOUTD_ADMIN_KEY: KEY, LOGIN_SECRET: SECRET };

  it('configures issuers and cookies, with defaults for what it leaves out', async () => {
    const path = file({ issuers: [issuer], cookies: { gsm: { name: 'auth', sameSite: 'strict' } } });
    const settings = await readSettings({ ...env, LOGOUTD_CONFIG: path });
    expect(settings.issuers).toMatchObject([
      { name: 'login', iss: null, claims: { session: 'sid' }, maxLifetimeSeconds: 2_592_000 },
    ]);
    expect(settings.contracts.gsmCookie).toMatchObject({ name: 'auth', sameSite: 'strict', path: '/' });
    expect(settings.contracts.storefrontCookie.name).toBe('refresh_token');
  });

  it.each([
    ['an unknown member', { issuers: [issuer], isuers: [] }, 'isuers'],
    ['no key', { issuers: [{ ...issuer, keys: [] }] }, 'issuers.0.keys'],
    [
      'a partitioned cookie without secure',
      { cookies: { gsm: { partitioned: true, secure: false } } },
      'cookies.gsm',
    ],
    [
      'a cookie named __Secure- without secure',
      { cookies: { gsm: { name: '__secure-t', secure: false } } },
      'cookies.gsm',
    ],
    [
      'a cookie named __Host- with a path',
      { cookies: { gsm: { name: '__Host-t', path: '/a' } } },
      'cookies.gsm',
    ],
    [
      'a cookie named __Host- with a domain',
      { cookies: { gsm: { name: '__Host-t', domain: 'example.com' } } },
      'cookies.gsm',
    ],
    [
      'sameSite none without secure',
      { cookies: { gsm: { sameSite: 'none', secure: false } } },
      'cookies.gsm',
    ],
    ['a cookie domain that is none', { cookies: { gsm: { domain: 'a..b' } } }, 'cookies.gsm.domain'],
    ['a cookie path that no browser takes', { cookies: { gsm: { path: '/a;b' } } }, 'cookies.gsm.path'],
    ['an unknown algorithm', { issuers: [{ ...issuer, algorithms: ['none'] }] }, 'issuers.0.algorithms.0'],
    ['two issuers of one name', { issuers: [issuer, issuer] }, 'login'],
    ['a secret that is not set', { issuers: [{ ...issuer, keys: [{ secretEnv: 'NOWHERE' }] }] }, 'NOWHERE'],
    ['a key file that is not there', { issuers: [{ ...issuer, keys: [{ pemFile: 'no.pem' }] }] }, 'no.pem'],
    [
      'a secret file that is a folder',
      { issuers: [{ ...issuer, keys: [{ secretFile: '.' }] }] },
      'it is a folder (EISDIR)',
    ],
  ])('is refused with %s, by name', async (_, content, name) => {
    expect(await problemsOf({ ...env, LOGOUTD_CONFIG: file(content) })).toContain(name);
  });

  it('is refused with the reason why it cannot be read', async () => {
    const [denied, link] = [join(folder, 'denied.json'), join(folder, 'link.json')];
    writeFileSync(denied, '{}', { mode: 0 });
    symlinkSync('link.json', link);
    const named = (LOGOUTD_CONFIG: string) =>
      problemsOf({ ...env, LOGOUTD_JWT_SECRET: SECRET, LOGOUTD_CONFIG });
    const said = (path: string, why: string) =>
      `LOGOUTD_CONFIG: the file ${path} cannot be read: ${why}. Mend that, or unset the variable.`;
    const none = join(folder, 'none.json');
    expect(await named(none)).toBe(said(none, 'there is no such file (ENOENT)'));
    expect(await named(folder)).toBe(said(folder, 'it is a folder (EISDIR)'));
    expect(await named(`${denied}/x`)).toBe(said(`${denied}/x`, 'a part of its path is no folder (ENOTDIR)'));
    expect(await named(link)).toBe(said(link, 'its links lead in a circle (ELOOP)'));
    // Root may read everything.
    if (process.getuid?.() !== 0)
      expect(await named(denied)).toBe(
        said(denied, 'this user may not read it, or not enter its folder (EACCES)'),
      );
  });

  it('is refused with the place where it is no JSON, and nothing of it is shown', async () => {
    const path = file({});
    writeFileSync(path, '{\n  "issuers": [canary]\n}');
    const problem = await problemsOf({ ...env, LOGOUTD_CONFIG: path });
    expect(problem).toMatch(/ is not JSON( \(line 2 column 15\))?\. Mend that/);
    expect(problem).not.toContain('canary');
    writeFileSync(path, '{"issuers": [],\n]');
    expect(await problemsOf({ ...env, LOGOUTD_CONFIG: path })).toMatch(/ is not JSON \(line 2 column 1\)\./);
  });

  it('is refused with a member that comes twice, since nobody can say which was meant', async () => {
    const path = file({});
    writeFileSync(path, `{"issuers":${JSON.stringify([issuer])},"issuers":[]}`);
    expect(await problemsOf({ ...env, LOGOUTD_CONFIG: path })).toContain('has a member twice');
  });

  it.each(['short', 'a'.repeat(64)])(
    'is refused with a weak secret in the variable that it names: %s',
    async (secret) => {
      const path = file({ issuers: [issuer] });
      expect(await problemsOf({ ...env, LOGIN_SECRET: secret, LOGOUTD_CONFIG: path })).toMatch(
        /^LOGIN_SECRET must be at least 32 bytes/,
      );
    },
  );

  it('is refused when its secret is the admin key too', async () => {
    const path = file({ issuers: [issuer] });
    expect(await problemsOf({ ...env, LOGIN_SECRET: KEY, LOGOUTD_CONFIG: path })).toMatch(
      /^LOGOUTD_ADMIN_KEY must differ from the secret/,
    );
  });

  it('is refused when LOGOUTD_JWT_SECRET is set beside its issuers and none uses it', async () => {
    const problems = await problemsOf({
      ...env,
      LOGOUTD_JWT_SECRET: SECRET,
      LOGOUTD_CONFIG: file({ issuers: [issuer] }),
    });
    expect(problems).toMatch(/^LOGOUTD_JWT_SECRET is set, but no issuer/);
  });
});

describe('made-up secrets', () => {
  it('are kept for the next start, in a file that only its owner can read', () => {
    const path = join(folder, 'data', 'secrets.json');
    const made = developmentSecrets(path);
    expect(developmentSecrets(path)).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(made.jwtSecret).not.toBe(made.adminKey);
  });

  it('are not replaced silently when their file is damaged', () => {
    const path = join(folder, 'secrets.json');
    writeFileSync(path, '{"jwtSecret":"short"}');
    expect(() => developmentSecrets(path)).toThrow(/damaged. Delete it/);
  });
});
