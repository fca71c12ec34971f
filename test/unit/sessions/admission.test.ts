import { describe, expect, it } from 'vitest';
import { accountAt, refusalFor } from '../../../src/sessions/admission.ts';
import { account, logout, policy, standing } from './given.ts';

const { rules } = logout();

describe('an account counts', () => {
  it.each([
    ['at the tenant that it is registered for', 'acme', 'acme', true],
    ['at no other tenant', 'acme', 'beta', false],
    ['where no tenant is asked', 'acme', null, true],
    ['at every tenant, registered for none', null, 'acme', true],
  ])('%s', (_, registeredFor, tenant, counts) => {
    const one = account({ tenant: registeredFor });
    expect(accountAt(one, tenant)).toBe(counts ? one : null);
  });

  it('only where there is one', () => {
    expect(accountAt(null, 'acme')).toBeNull();
  });
});

describe('a tenant that admits registered accounts only', () => {
  const tenantPolicy = policy({ registeredAccountsOnly: true });
  const refused = { kind: 'account-not-registered' };

  it.each([
    ['admits one that counts there', account({ tenant: 'acme' }), null],
    ['refuses one of another tenant', account({ tenant: 'beta' }), refused],
  ])('%s', (_, one, refusal) => {
    expect(refusalFor(rules, standing({ account: one, tenantPolicy }), 'acme')).toStrictEqual(refusal);
  });

  it('refuses who has none, unless the contract does not ask', () => {
    const nobody = standing({ tenantPolicy });
    expect(refusalFor(rules, nobody, 'acme')).toStrictEqual(refused);
    expect(refusalFor({ ...rules, asksRegisteredAccount: false }, nobody, 'acme')).toBeNull();
  });
});

describe('of several reasons', () => {
  const all = standing({
    account: account({ status: 'suspended', tenant: 'beta', restrictedCapabilities: ['logout'] }),
    tenantPolicy: policy({ registeredAccountsOnly: true }),
  });

  it('the account comes first, then the capability, then the registration', () => {
    const without = (...asks: (keyof typeof rules)[]) => ({
      ...rules,
      ...Object.fromEntries(asks.map((ask) => [ask, false])),
    });
    expect(refusalFor(rules, all, 'acme')).toStrictEqual({ kind: 'account-not-active' });
    expect(refusalFor(without('asksActiveAccount'), all, 'acme')).toStrictEqual({
      kind: 'capability-restricted',
    });
    expect(refusalFor(without('asksActiveAccount', 'asksCapability'), all, 'acme')).toStrictEqual({
      kind: 'account-not-registered',
    });
  });
});
