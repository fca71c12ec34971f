/** What sets the contracts apart, as docs and documents have it: each row names the contracts that do it. */
import { describe, expect, it, test } from 'vitest';
import type { LogoutContract, LogoutContractName } from '../../../src/contracts/contract.ts';
import { logoutContracts } from '../../../src/contracts/registry.ts';
import { settings } from './settings.ts';

const contracts = logoutContracts(settings);
const those = (does: (contract: LogoutContract) => boolean): readonly LogoutContractName[] =>
  contracts.filter(does).map(({ name }) => name);

test('there are five contracts', () => {
  expect(those(() => true)).toStrictEqual(['platform', 'gsm', 'tenant', 'session', 'storefront']);
});

describe('only these contracts', () => {
  test.each<[string, (contract: LogoutContract) => boolean, LogoutContractName[]]>([
    [
      'refuse an account that is not active',
      ({ rules }) => rules.asksActiveAccount,
      ['platform', 'storefront'],
    ],
    [
      'refuse a user or tenant without the capability',
      ({ rules }) => rules.asksCapability,
      ['platform', 'tenant', 'storefront'],
    ],
    ['ask for a registered account', ({ rules }) => rules.asksRegisteredAccount, ['storefront']],
    ['take a token without a user for a fault', ({ rules }) => rules.needsSubject, ['tenant']],
    ['refuse a token that was logged out', ({ rules }) => !rules.repeatable, ['gsm']],
    ['mark instead of ending', ({ rules }) => rules.effect === 'mark', ['tenant']],
    ['refuse a token without a tenant', ({ needsTenant }) => needsTenant, ['tenant']],
    ['read a body', ({ readRequest }) => readRequest !== null, ['platform']],
    ['delete a cookie', ({ cookie }) => cookie !== null, ['gsm', 'storefront']],
    ['name the tenant in a header', ({ tenantHeader }) => tenantHeader !== null, ['storefront']],
    ['end a token that comes along', (one) => one.accompanyingCookie !== null, ['storefront']],
  ])('%s', (_, does, names) => {
    expect(those(does)).toStrictEqual(names);
  });
});

describe('the place of the credential', () => {
  it.each<[LogoutContractName, LogoutContract['credentials']]>([
    ['platform', [{ kind: 'bearer' }]],
    ['gsm', [{ kind: 'cookie', name: 'gsm_token' }, { kind: 'bearer' }]],
    ['tenant', [{ kind: 'header', name: 'x-token' }]],
    ['session', [{ kind: 'bearer' }]],
    ['storefront', [{ kind: 'bearer' }]],
  ])('of %s', (name, places) => {
    expect(contracts.find((one) => one.name === name)?.credentials).toStrictEqual(places);
  });
});

describe('by the settings', () => {
  const named = (name: LogoutContractName, of: readonly LogoutContract[]) =>
    of.find((one) => one.name === name);

  it('tenant ends sessions as the others do', () => {
    const others = logoutContracts({ ...settings, tenantLogout: 'revoke' });
    expect(new Set(others.map(({ rules }) => rules.effect))).toStrictEqual(new Set(['revoke']));
  });

  it('gsm reads and deletes a cookie of another name', () => {
    const gsmCookie = { ...settings.gsmCookie, name: 'another' };
    const gsm = named('gsm', logoutContracts({ ...settings, gsmCookie }));
    expect(gsm?.credentials[0]).toStrictEqual({ kind: 'cookie', name: 'another' });
    expect(gsm?.cookie).toStrictEqual(gsmCookie);
  });

  it('storefront ends and deletes a cookie of another name', () => {
    const storefrontCookie = { ...settings.storefrontCookie, name: 'another' };
    const storefront = named('storefront', logoutContracts({ ...settings, storefrontCookie }));
    expect(storefront?.accompanyingCookie).toBe('another');
    expect(storefront?.cookie).toStrictEqual(storefrontCookie);
  });

  it('storefront takes the tenant from x-store-id', () => {
    expect(named('storefront', contracts)?.tenantHeader).toBe('x-store-id');
  });
});
