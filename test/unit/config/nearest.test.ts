import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/config/nearest.ts';

const KNOWN = ['STORE', 'KEY', 'RATE_LIMIT_GSM', 'RATE_LIMIT_TENANT', 'TENANT_LOGOUT', 'ADMIN_KEY'];

describe('what is nearest to', () => {
  it.each([
    ['STOER', 'STORE'],
    ['STROE', 'STORE'],
    ['STOR', 'STORE'],
    ['STORED', 'STORE'],
    ['STOPE', 'STORE'],
    ['STORE', 'STORE'],
    ['TENANT_LOGUT', 'TENANT_LOGOUT'],
    ['TENNANT_LOGUT', 'TENANT_LOGOUT'],
    ['RATELIMIT_GSM', 'RATE_LIMIT_GSM'],
    ['KEYS', 'KEY'],
    ['KYE', 'KEY'],
    ['ADMINKEY', 'ADMIN_KEY'],
  ])('%s is %s', (name, meant) => {
    expect(nearest(name, KNOWN)).toBe(meant);
  });

  it.each(['', 'K', 'KID', 'STAR', 'SECRET', 'TENANT', 'TNANT_LOGOT_S'])('%j is nothing', (name) => {
    expect(nearest(name, KNOWN)).toBeNull();
  });

  it('two as near is neither', () => {
    expect(nearest('LIMIT_A', ['LIMIT_B', 'LIMIT_C'])).toBeNull();
  });

  it('anything is nothing where nothing is known', () => {
    expect(nearest('STORE', [])).toBeNull();
  });
});
