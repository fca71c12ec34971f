import { describe, expect, it } from 'vitest';
import type { VerificationKey } from '../../../src/tokens/key.ts';
import { VerifiedTokens } from '../../../src/tokens/verified-cache.ts';
import { credential, NOW_MS } from '../sessions/given.ts';

const CAPACITY = 100;
const proven = {
  credential: credential(),
  validFromMs: 0,
  key: {} as VerificationKey,
  remote: null,
};

function full(): VerifiedTokens {
  const tokens = new VerifiedTokens(CAPACITY);
  for (let at = 0; at < CAPACITY; at += 1) tokens.add(`token ${at}`, proven);
  return tokens;
}
const knows = (tokens: VerifiedTokens, at: number): boolean => tokens.find(`token ${at}`, NOW_MS) !== null;

describe('where there is no room for another token', () => {
  it('the one kept longest goes that did not come again', () => {
    const tokens = full();
    expect(knows(tokens, 0)).toBe(true);
    tokens.add('another', proven);
    expect([0, 1, 2].map((at) => knows(tokens, at))).toEqual([true, false, true]);
    expect(tokens.find('another', NOW_MS)).not.toBeNull();
  });

  it('and all of them came again, one goes all the same, and the new one is kept', () => {
    const tokens = full();
    const known = (): number =>
      Array.from({ length: CAPACITY }, (_, at) => knows(tokens, at)).filter(Boolean).length;
    expect(known()).toBe(CAPACITY);
    tokens.add('another', proven);
    expect(tokens.find('another', NOW_MS)).not.toBeNull();
    expect(known()).toBe(CAPACITY - 1);
  });
});

it('a token that has expired is not known any more', () => {
  const tokens = full();
  expect(tokens.find('token 3', proven.credential.expiresAtMs)).toBeNull();
  expect(tokens.find('token 3', NOW_MS)).toBeNull();
});
