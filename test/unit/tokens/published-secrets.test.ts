import { describe, expect, it } from 'vitest';
import { isPublished } from '../../../src/tokens/published-secrets.ts';

/** From jwt.io, tutorials of Spring Security and of Node, and RFC 7515, appendix A.1. */
const published = [
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-384-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  'cc7e0d44fd473002f1c42167459001140ec6389b7353f8088f4d9a95f2f596f2',
  '404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970',
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
];

describe('a secret that everybody knows', () => {
  it.each(published)('is refused as it is written: %s', (text) => {
    expect(isPublished(Buffer.from(text))).toBe(true);
  });

  it.each(published.slice(3))('is refused where it is what that text says in base64: %s', (text) => {
    expect(isPublished(Buffer.from(text, 'base64'))).toBe(true);
  });

  it.each(published.slice(3, 5))(
    'is refused where it is what that text says in hexadecimal digits: %s',
    (text) => {
      expect(isPublished(Buffer.from(text, 'hex'))).toBe(true);
    },
  );

  it('is not one that only resembles it, or any other', () => {
    expect(isPublished(Buffer.from(`${published[0]}!`))).toBe(false);
    expect(isPublished(Buffer.from('0123456789abcdef0123456789abcdef'))).toBe(false);
    expect(isPublished(Buffer.alloc(0))).toBe(false);
  });
});
