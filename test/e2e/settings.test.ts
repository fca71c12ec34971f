import { describe, expect, it } from 'vitest';
import { configFile } from '../support/config-file.ts';
import { CHECK_KEY } from '../support/server.ts';
import { refusedStart } from '../support/shared-server.ts';

const EX_CONFIG = 78;
const DEVELOPMENT = { NODE_ENV: '', LOGOUTD_JWT_SECRET: '', LOGOUTD_ADMIN_KEY: '', LOGOUTD_CHECK_KEY: '' };

type Env = Readonly<Record<string, string>>;
const issuerOf = (key: object, more: object = {}) =>
  configFile({ issuers: [{ name: 'default', algorithms: ['HS256'], keys: [key], ...more }] });
const ownSecret = { secretEnv: 'LOGOUTD_JWT_SECRET' };

/** What is wrong; the environment; the variable that the error names; and what it says to do. */
const refused: readonly (readonly [what: string, env: Env, variable: string, advice: RegExp])[] = [
  [
    'no secret',
    { LOGOUTD_JWT_SECRET: '' },
    'LOGOUTD_JWT_SECRET',
    /is missing.*the secret that your login signs/,
  ],
  [
    'a short secret',
    { LOGOUTD_JWT_SECRET: 's'.repeat(31) },
    'LOGOUTD_JWT_SECRET',
    /at least 32 bytes.*openssl rand/,
  ],
  ['a guessable secret', { LOGOUTD_JWT_SECRET: 's'.repeat(64) }, 'LOGOUTD_JWT_SECRET', /openssl rand/],
  ['no admin key', { LOGOUTD_ADMIN_KEY: '' }, 'LOGOUTD_ADMIN_KEY', /is missing.*openssl rand/],
  ['a short admin key', { LOGOUTD_ADMIN_KEY: 'k'.repeat(31) }, 'LOGOUTD_ADMIN_KEY', /at least 32 characters/],
  ['a short check key', { LOGOUTD_CHECK_KEY: 'k' }, 'LOGOUTD_CHECK_KEY', /at least 32 characters/],
  ['one key for both', { LOGOUTD_ADMIN_KEY: CHECK_KEY }, 'LOGOUTD_CHECK_KEY', /must differ/],
  ['a key with a space', { LOGOUTD_ADMIN_KEY: `${'k'.repeat(32)} k` }, 'LOGOUTD_ADMIN_KEY', /without spaces/],
  ...['http', '65536', ' 80'].map(
    (PORT) => [`PORT ${JSON.stringify(PORT)}`, { PORT }, 'PORT', /from 0 to 65535/] as const,
  ),
  ['a host that is not here', { HOST: '203.0.113.1' }, 'HOST', /Set HOST to/],
  ['a host that is nowhere', { HOST: 'no such host' }, 'HOST', /Set HOST to/],
  ['a settings file that is not there', { LOGOUTD_CONFIG: '/nowhere.json' }, 'LOGOUTD_CONFIG', /Mend|unset/],
  ['one that is not JSON', { LOGOUTD_CONFIG: configFile('{issuers:[]}') }, 'LOGOUTD_CONFIG', /is not JSON/],
  ['one that is no object', { LOGOUTD_CONFIG: configFile('[]') }, 'LOGOUTD_CONFIG', /expected object/],
  ['an unknown member in it', { LOGOUTD_CONFIG: configFile({ isuers: [] }) }, 'LOGOUTD_CONFIG', /isuers/],
  [
    'an unknown issuer member',
    { LOGOUTD_CONFIG: issuerOf(ownSecret, { secret: 'x' }) },
    'LOGOUTD_CONFIG',
    /"secret"/,
  ],
  [
    'an unknown key source',
    { LOGOUTD_CONFIG: issuerOf({ secret: 'x' }) },
    'LOGOUTD_CONFIG',
    /issuers\.0\.keys\.0: expected exactly one of secretEnv, secretFile, pemFile, jwksFile and jwksUrl/,
  ],
  [
    'an unknown algorithm',
    { LOGOUTD_CONFIG: issuerOf(ownSecret, { algorithms: ['none'] }) },
    'LOGOUTD_CONFIG',
    /algorithms/,
  ],
  [
    'a key file that is not there',
    { LOGOUTD_CONFIG: issuerOf({ pemFile: 'none.pem' }), LOGOUTD_JWT_SECRET: '' },
    'LOGOUTD_CONFIG',
    /none\.pem/,
  ],
  [
    'a secret that is not set',
    { LOGOUTD_CONFIG: issuerOf({ secretEnv: 'OTHER_SECRET' }), LOGOUTD_JWT_SECRET: '' },
    'OTHER_SECRET',
    /is not set/,
  ],
  [
    'a secret that no issuer uses',
    {
      LOGOUTD_CONFIG: issuerOf({ secretEnv: 'OTHER_SECRET' }),
      OTHER_SECRET: 'another-secret-0123456789-abcdefghi',
    },
    'LOGOUTD_JWT_SECRET',
    /unset it/,
  ],
  ...['30', '0/60', '30/0', '30/hour'].map(
    (limit) =>
      [
        `the limit ${limit}`,
        { LOGOUTD_RATE_LIMIT_GSM: limit },
        'LOGOUTD_RATE_LIMIT_GSM',
        /600\/60.*off/,
      ] as const,
  ),
  [
    'a proxy that is no address',
    { LOGOUTD_TRUSTED_PROXIES: 'proxy.example' },
    'LOGOUTD_TRUSTED_PROXIES',
    /CIDRs/,
  ],
  [
    'a proxy of too many bits',
    { LOGOUTD_TRUSTED_PROXIES: '10.0.0.0/33' },
    'LOGOUTD_TRUSTED_PROXIES',
    /CIDRs/,
  ],
  [
    'an origin with a path',
    { LOGOUTD_ALLOWED_ORIGINS: 'https://a.example/' },
    'LOGOUTD_ALLOWED_ORIGINS',
    /no path/,
  ],
  ['any origin', { LOGOUTD_ALLOWED_ORIGINS: '*' }, 'LOGOUTD_ALLOWED_ORIGINS', /like https:/],
  ['an unknown tenant logout', { LOGOUTD_TENANT_LOGOUT: 'end' }, 'LOGOUTD_TENANT_LOGOUT', /mark, revoke/],
  [
    'a Redis that is not there',
    { LOGOUTD_STORE: 'redis://user:canary@127.0.0.1:1' },
    'LOGOUTD_STORE',
    /refuses the connection\. Start it/,
  ],
  [
    'an unknown store',
    { LOGOUTD_STORE: 'mysql://user:canary@localhost' },
    'LOGOUTD_STORE',
    /Set it to sqlite:/,
  ],
  ['made-up secrets on all addresses', { ...DEVELOPMENT, HOST: '0.0.0.0' }, 'HOST', /loopback/],
  ['made-up secrets on all addresses, IPv6', { ...DEVELOPMENT, HOST: '::' }, 'HOST', /loopback/],
  [
    'a made-up admin key on all addresses',
    { NODE_ENV: '', LOGOUTD_ADMIN_KEY: '', HOST: '0.0.0.0' },
    'HOST',
    /loopback/,
  ],
];

describe('a server does not start with', () => {
  it.each(refused)('%s', async (_, env, variable, advice) => {
    const { status, output } = await refusedStart({ env });
    expect(status).toBe(EX_CONFIG);
    expect(output).toMatch(new RegExp(`(^|\\W)${variable}(\\W|$)`));
    expect(output).toMatch(advice);
    expect(output).not.toMatch(/\n\s+at /);
    expect(output).not.toContain('canary');
  });

  it('several faults, which it names all at once', async () => {
    const { status, output } = await refusedStart({
      env: { PORT: 'x', LOGOUTD_ADMIN_KEY: '', LOGOUTD_JWT_SECRET: 'x' },
    });
    expect(status).toBe(EX_CONFIG);
    for (const variable of ['PORT', 'LOGOUTD_ADMIN_KEY', 'LOGOUTD_JWT_SECRET'])
      expect(output).toContain(variable);
  });
});
