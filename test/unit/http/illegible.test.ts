import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { bearerToken } from '../../../src/http/credentials.ts';
import { isIllegible } from '../../../src/http/illegible.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln';
const asked = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;
const ofBearer = (authorization: string) =>
  isIllegible(asked({ authorization }), { kind: 'bearer' }, bearerToken(authorization).tokens.length > 0);
const ofCookie = (cookie: string) =>
  isIllegible(asked({ cookie }), { kind: 'cookie', name: 'gsm_token' }, false);

describe('an Authorization that carries no Bearer token', () => {
  it.each([
    'Basic YTpi',
    'Negotiate',
    'Negotiate abc==',
    'Digest username="ada", uri="/eye.test.js", nonce="ey.a.b"',
    'Hawk id="a", nonce="ey.a.b"',
    'GSS.API x',
    'PrivateToken! abc',
    'Bearerish abc',
    'AWS4-HMAC-SHA256 Credential=AKIA/20261122/eu/s3/aws4_request',
  ])('is of another scheme, and may come along: %s', (value) => {
    expect(ofBearer(value)).toBe(false);
  });

  it.each([
    'Bearer',
    `Bearer\t${JWT}`,
    `Bearer\xa0${JWT}`,
    `\xa0Bearer ${JWT}`,
    `Bearer:${JWT}`,
    `Bearer,${JWT}`,
    `Bearer ${JWT} x`,
    JWT,
    `JWT ${JWT}`,
    `Token token="${JWT}"`,
    `Basic x, Bearer ${JWT}`,
    `"Bearer ${JWT}"`,
  ])('might be read as one: %s', (value) => {
    expect(ofBearer(value)).toBe(true);
  });
});

describe('a cookie', () => {
  it.each([
    'a=1',
    '',
    'gsm_token=abc',
    'gsm_token="abc"; gsm_token=def',
    'gsm_token2=x y',
    'my_gsm_token=a b',
  ])('is read, or is another: %s', (header) => {
    expect(ofCookie(header)).toBe(false);
  });

  it.each([
    'gsm_token="abc',
    'gsm_token=a b',
    'gsm_token',
    '\xa0gsm_token=abc',
    'gsm_token=abc; \xc2\xa0gsm_token=def',
    '\xc2\x85gsm_token=abc',
    '\x1cgsm_token=abc',
    'gsm.token=abc',
    'gsm token=abc',
    'gsm[token=abc',
    '%67sm_token=abc',
    'GSM_TOKEN=abc',
    'a=1, gsm_token=abc',
  ])('might be read by another: %j', (header) => {
    expect(ofCookie(header)).toBe(true);
  });
});

/** Whoever can send a head must not be able to hold everybody up: with more than linear work these would take hours. */
it('is told of a head of any length', () => {
  const worst: readonly ((length: number) => string)[] = [
    (n) => `Basic${' '.repeat(n / 2)}ey.a. ${'ey-'.repeat(n / 6)}`,
    (n) => `Basic ${'eyJ'.repeat(n / 3)}`,
    (n) => `Basic ${'eyJ.'.repeat(n / 4)}`,
    (n) => `Basic ${'eyJ-.ey'.repeat(n / 7)}`,
    (n) => `Basic ${' '.repeat(n)}`,
    (n) => 'Basic'.repeat(n / 5),
  ];
  for (const spell of worst) expect(ofBearer(spell(3_000_000))).toBeTypeOf('boolean');
  for (const edge of ['\xa0', '%', '%20', '; ', 'gsm_token;']) ofCookie(`${edge.repeat(500_000)}a`);
});
