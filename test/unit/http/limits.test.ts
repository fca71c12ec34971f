import { describe, expect, it } from 'vitest';
import { withoutPort } from '../../../src/http/limits.ts';

describe('a client address', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['203.0.113.5:1234', '203.0.113.5'],
    ['[2001:db8::1]:1234', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:203.0.113.5', '::ffff:203.0.113.5'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('that a proxy writes as %j counts as %j', (written, address) => {
    expect(withoutPort(written)).toBe(address);
  });
});
