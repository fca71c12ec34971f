import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readSessionId,
  type SessionName,
  sessionIdOf,
  sessionNameOf,
} from '../../../src/sessions/identity.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

const names: fc.Arbitrary<SessionName> = fc.record({
  by: fc.constantFrom('sid', 'jti', 'token'),
  value: fc.oneof(
    fc.string({ minLength: 1, maxLength: 255 }),
    fc
      .tuple(fc.constantFrom('sid:', 'jti:', 'token:', 'sha256:'), fc.string())
      .map((parts) => parts.join('')),
  ),
});

describe('a session id', () => {
  it('is the sid itself where that is no look-alike of another kind', () => {
    expect(sessionIdOf({ by: 'sid', value: 'a/b c' }, digest)).toBe('a/b c');
    expect(sessionIdOf({ by: 'jti', value: 'x' }, digest)).toBe('jti:x');
    expect(sessionIdOf({ by: 'sid', value: 'jti:x' }, digest)).toBe('sid:jti:x');
    expect(sessionIdOf({ by: 'sid', value: 'a-jti:x' }, digest)).toBe('a-jti:x');
  });

  it('differs for names that differ in kind or value', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(one.by !== other.by || one.value !== other.value);
        expect(sessionIdOf(one, digest)).not.toBe(sessionIdOf(other, digest));
      }),
    );
  });

  it('has at most 255 characters, whatever the name', () => {
    fc.assert(
      fc.property(fc.constantFrom('sid', 'jti', 'token'), fc.nat(255), (by, length) => {
        const value = `jti:${'x'.repeat(length)}`.slice(0, 255);
        expect(sessionIdOf({ by, value }, digest).length).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('counts characters, not halves of surrogate pairs', () => {
    const value = '😀'.repeat(200);
    expect(sessionIdOf({ by: 'sid', value }, digest)).toBe(value);
  });

  it('is the same when a client spells it with or without the sid tag', () => {
    expect(readSessionId('sid:abc', digest)).toBe(readSessionId('abc', digest));
    expect(readSessionId('sid:jti:abc', digest)).not.toBe(readSessionId('jti:abc', digest));
  });

  it('gives back the name it was made of, unless only a digest is left', () => {
    fc.assert(
      fc.property(names, (name) => {
        const id = sessionIdOf(name, digest);
        fc.pre(!id.startsWith('sha256:'));
        expect(sessionNameOf(id)).toEqual(name);
      }),
    );
    expect(sessionNameOf(sessionIdOf({ by: 'jti', value: 'x'.repeat(255) }, digest))).toBeNull();
    expect(sessionNameOf(readSessionId('jti:', digest))).toBeNull();
  });
});
