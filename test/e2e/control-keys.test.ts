/** Several keys of the control API at once, by the settings file: each with its name in the log and its role. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { introspectForm, revokeForm } from '../support/checks.ts';
import { configFile } from '../support/config-file.ts';
import { request } from '../support/request.ts';
import { readLog } from '../support/revocation-log.ts';
import { ADMIN_KEY, CHECK_KEY, SECRET } from '../support/server.ts';
import { refusedStart, sharedServer } from '../support/shared-server.ts';
import { bearer, token } from '../support/tokens.ts';

const BILLING = 'billing-key-of-the-test-suite-0123456789-abcdef';
const SUPPORT = 'support-key-of-the-test-suite-0123456789-abcdef';
const GATEWAY = 'gateway-key-of-the-test-suite-0123456789-abcdef';
const digest = (key: string): string => createHash('sha256').update(key).digest('hex');
const keys = [
  { name: 'billing', role: 'admin', sha256: digest(BILLING) },
  { name: 'support.2025', role: 'admin', sha256: digest(SUPPORT) },
  { name: 'gateway', role: 'check', sha256: digest(GATEWAY) },
];

const server = sharedServer(() => ({ env: { LOGOUTD_CONFIG: configFile({ keys }) } }));

describe('keys of the settings file', () => {
  it.each([
    ['admin', ADMIN_KEY],
    ['billing', BILLING],
    ['support.2025', SUPPORT],
  ])('appear in the log by their name: %s', async (name, key) => {
    const sid = `ended-by-${name}`;
    expect((await revokeForm(server(), { token: token({ sid }) }, bearer(key))).status).toBe(200);
    const entry = (await readLog(server())).revocations.find(({ sessionId }) => sessionId === sid);
    expect(entry?.actor).toStrictEqual({ kind: 'key', name });
  });

  it.each([
    ['check', CHECK_KEY],
    ['gateway', GATEWAY],
  ])('may ask and not end where their role is check: %s', async (_, key) => {
    const mine = token();
    expect((await revokeForm(server(), { token: mine }, bearer(key))).status).toBe(403);
    const post = { headers: bearer(key), body: { subject: 'ada' } };
    expect((await request(server(), 'POST', '/v1/revocations', post)).status).toBe(403);
    for (const path of ['/v1/revocations', '/v1/sessions', '/v1/accounts/ada']) {
      expect((await request(server(), 'GET', path, { headers: bearer(key) })).status).toBe(403);
    }
    expect((await request(server(), 'GET', '/metrics', { headers: bearer(key) })).status).toBe(200);
    expect((await introspectForm(server(), { token: mine }, bearer(key))).json()).toMatchObject({
      active: true,
    });
  });

  it('are not their digests, nor near misses: all of these are 401', async () => {
    for (const key of [
      digest(BILLING),
      `${BILLING}x`,
      BILLING.slice(0, -1),
      BILLING.toUpperCase(),
      'billing',
    ]) {
      const { status } = await request(server(), 'GET', '/v1/revocations', { headers: bearer(key) });
      expect(status).toBe(401);
    }
  });

  it.each([
    ['is the admin key of the environment', { name: 'a', sha256: digest(ADMIN_KEY) }, 'LOGOUTD_ADMIN_KEY'],
    ['is the check key of the environment', { name: 'a', sha256: digest(CHECK_KEY) }, 'LOGOUTD_CHECK_KEY'],
    [
      'has the name of the admin key',
      { name: 'admin', sha256: digest(BILLING) },
      'admin and check are the names',
    ],
    ['is the digest of nothing', { name: 'a', sha256: digest('') }, 'the digest of nothing'],
    [
      'is the secret of the login as a JWK has it',
      { name: 'a', sha256: digest(Buffer.from(SECRET).toString('base64url')) },
      'the secret that tokens are signed with',
    ],
    [
      'is the secret of the login',
      { name: 'a', sha256: digest(SECRET) },
      'the secret that tokens are signed with',
    ],
  ])('stop the start where one %s', async (_, key, why) => {
    const file = configFile({ keys: [{ role: 'check', ...key }] });
    const { status, output } = await refusedStart({ env: { LOGOUTD_CONFIG: file } });
    expect([status, output]).toEqual([78, expect.stringContaining(why)]);
    expect(output).not.toContain(key.sha256);
  });

  it.each([
    ['name', [keys[0], { ...keys[1], name: 'billing' }]],
    ['digest', [keys[0], { ...keys[1], sha256: keys[0]?.sha256 }]],
  ])('with one %s twice stop the start', async (_, twice) => {
    const { status, output } = await refusedStart({ env: { LOGOUTD_CONFIG: configFile({ keys: twice }) } });
    expect(status).toBe(78);
    expect(output).toContain('LOGOUTD_CONFIG');
  });
});
