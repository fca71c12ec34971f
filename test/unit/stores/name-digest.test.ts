import { expect, it } from 'vitest';
import { nameDigestOf } from '../../../src/stores/sqlite/name-digest.ts';

const hexOf = (issuer: string, sessionId: string) =>
  Buffer.from(nameDigestOf(issuer, sessionId)).toString('hex');

it('the digest of a name never changes: stores are full of them, and what is not found has not ended', () => {
  // printf 7:defaults1 | sha256sum
  expect(hexOf('default', 's1')).toBe('35b6e8f9557678ddcc35eac2b1f0638e');
});

it('two names have two digests, wherever the issuer ends', () => {
  expect(hexOf('ab', 'c')).not.toBe(hexOf('a', 'bc'));
});
