import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearerToken } from '../../../src/http/credentials.ts';

describe('Authorization', () => {
  it.each(['Bearer abc', 'bearer abc', 'BEARER   abc'])('%j carries the token abc', (header) => {
    expect(bearerToken(header)).toEqual({ tokens: ['abc'], refusals: [] });
  });
  it.each([undefined, '', 'Basic abc', 'Bearerabc', 'Token abc', 'abc', ' Bearer abc'])(
    '%j carries no credential of ours',
    (header) => {
      expect(bearerToken(header)).toEqual({ tokens: [], refusals: ['missing'] });
    },
  );
  it.each(['Bearer', 'Bearer ', 'Bearer a b', 'Bearer a,b', 'Bearer a, Bearer b', 'Bearer a\tb'])(
    '%j cannot be read',
    (header) => {
      expect(bearerToken(header)).toEqual({ tokens: [], refusals: ['unreadable'] });
    },
  );
  it('gives one token or one reason, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        const { tokens, refusals } = bearerToken(`Bearer ${noise}`);
        expect(tokens.length + refusals.length).toBe(1);
      }),
    );
  });
});
