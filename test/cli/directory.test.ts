/** `logoutd accounts` and `logoutd tenants`: what is set stays, but for what is changed. */
import { describe, expect, it } from 'vitest';
import { sharedServer } from '../support/shared-server.ts';
import { api, at, logoutd, printed, printedJson, register } from './logoutd.ts';

const server = sharedServer(() => ({ env: { LOGOUTD_STORE: 'memory:' } }));

describe('accounts', () => {
  it('that are not there are refused by show', async () => {
    const { status, stdout, stderr } = await logoutd(['accounts', 'show', 'nobody'], at(server()));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('No account is registered for this subject. (404;');
  });

  it('are made by set, and shown a line for each thing', async () => {
    const made = await printed(server(), 'accounts', 'set', 'ada', '--email', 'ada@example.com');
    expect(made).toBe(
      [
        'subject       ada',
        'issuer        default',
        'tenant        -',
        'email         ada@example.com',
        'status        active',
        'restricted    -',
        'login status  logged_out',
        '',
      ].join('\n'),
    );
    expect(await printed(server(), 'accounts', 'show', 'ada')).toBe(made);
  });

  it('keep what set was not given', async () => {
    const set = (...args: readonly string[]) => printed(server(), 'accounts', 'set', 'grace', ...args);
    const account = () => api(server(), 'GET', '/v1/accounts/grace');
    await set('--tenant', 'acme', '--email', 'grace@example.com', '--restrict', 'logout');
    const before = {
      tenant: 'acme',
      email: 'grace@example.com',
      restrictedCapabilities: ['logout'],
      status: 'active',
    };
    expect(await account()).toMatchObject(before);
    await set('--status', 'suspended');
    expect(await account()).toMatchObject({ ...before, status: 'suspended' });
    await set('--no-tenant');
    expect(await account()).toMatchObject({ ...before, status: 'suspended', tenant: null });
    await set('--no-email', '--restrict', 'none', '--status', 'active');
    expect(await account()).toMatchObject({
      tenant: null,
      email: null,
      restrictedCapabilities: [],
      status: 'active',
    });
  });

  it('with --json are what the API says', async () => {
    const [set] = await printedJson(server(), 'accounts', 'set', 'eve', '--status', 'suspended');
    expect(set).toEqual(await api(server(), 'GET', '/v1/accounts/eve'));
    expect(await printedJson(server(), 'accounts', 'show', 'eve')).toEqual([set]);
  });

  it('that turn inactive lose their sessions', async () => {
    await register(server(), { subject: 'mallory', sessionId: 's-mallory' });
    await printed(server(), 'accounts', 'set', 'mallory', '--status', 'inactive');
    const { state, endedBy } = await api(server(), 'GET', '/v1/sessions/s-mallory');
    expect([state, endedBy]).toEqual(['ended', 'account_inactive']);
  });

  it('of an issuer that there is not are refused, and nothing is set', async () => {
    const args = ['accounts', 'set', 'ada', '--issuer', 'nobody', '--status', 'suspended'];
    const { status, stderr } = await logoutd(args, at(server()));
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('(422;') });
  });
});

describe('tenants', () => {
  it('that nothing was set for are refused by show', async () => {
    const { status, stderr } = await logoutd(['tenants', 'show', 'nowhere'], at(server()));
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('(404;') });
  });

  it('keep what set was not given', async () => {
    const set = (...args: readonly string[]) => printed(server(), 'tenants', 'set', 'acme', ...args);
    expect(await set('--idle-timeout', '90m')).toBe(
      [
        'tenant            acme',
        'registered only   no',
        'restricted        -',
        'idle timeout      90m',
        'absolute timeout  never',
        '',
      ].join('\n'),
    );
    await set('--absolute-timeout', '24h', '--registered-only');
    await set('--restrict', 'logout');
    const tenant = () => api(server(), 'GET', '/v1/tenants/acme');
    expect(await tenant()).toMatchObject({
      registeredAccountsOnly: true,
      restrictedCapabilities: ['logout'],
      idleTimeoutSeconds: 5400,
      absoluteTimeoutSeconds: 86_400,
    });
    await set('--idle-timeout', 'never', '--no-registered-only');
    expect(await tenant()).toMatchObject({
      registeredAccountsOnly: false,
      restrictedCapabilities: ['logout'],
      idleTimeoutSeconds: null,
      absoluteTimeoutSeconds: 86_400,
    });
  });

  it('with --json are what the API says', async () => {
    const [set] = await printedJson(server(), 'tenants', 'set', 'globex', '--registered-only');
    expect(set).toEqual(await api(server(), 'GET', '/v1/tenants/globex'));
    expect(await printedJson(server(), 'tenants', 'show', 'globex')).toEqual([set]);
  });
});
