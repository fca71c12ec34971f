/** Keys one at a time: what each fits, and where a JWK set may stand. */
import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Algorithm, DEFAULT_MAX_LIFETIME_SECONDS } from '../../../src/tokens/issuer.ts';
import { membersOf, readJwk } from '../../../src/tokens/jwk.ts';
import { algorithmsOf } from '../../../src/tokens/key.ts';
import { loadKeys } from '../../../src/tokens/load-keys.ts';
import { ed25519, issuer, SECRET } from './crafted.ts';

const pss = (modulusLength: number, hashAlgorithm: string, mgf1HashAlgorithm = hashAlgorithm) =>
  generateKeyPairSync('rsa-pss', { modulusLength, hashAlgorithm, mgf1HashAlgorithm }).publicKey;

describe('an RSA-PSS key', () => {
  it.each([
    ['sha256', 'PS256'],
    ['sha384', 'PS384'],
    ['sha512', 'PS512'],
  ])('that is bound to %s fits %s alone', (hash, algorithm) => {
    expect(algorithmsOf(pss(2048, hash))).toStrictEqual([algorithm]);
  });

  it('that is bound to two hashes fits none', () => {
    expect(algorithmsOf(pss(2048, 'sha256', 'sha512'))).toMatch(/for both hashes$/);
  });

  it('is as long as any RSA key has to be', () => {
    expect(algorithmsOf(pss(1024, 'sha256'))).toMatch(/^the RSA key has 1024 bits; 2048 is the least/);
  });
});

it('a secret of 32 bytes fits the three HS algorithms', () => {
  expect(algorithmsOf(createSecretKey(SECRET))).toStrictEqual(['HS256', 'HS384', 'HS512']);
});

it('a token may live for 30 days unless configured', () => {
  expect(DEFAULT_MAX_LIFETIME_SECONDS).toBe(2_592_000);
});

describe('a member of a JWK set', () => {
  const jwk = ed25519().publicKey.export({ format: 'jwk' });
  const read = (more: object, algorithms: readonly Algorithm[] = ['EdDSA']) =>
    readJwk({ ...jwk, ...more }, algorithms);

  it.each([
    ['its kty is not known', { kty: 'AKP' }, ['EdDSA']],
    ['it is not for signatures', { use: 'enc' }, ['EdDSA']],
    ["it fits none of the issuer's algorithms", {}, ['RS256']],
    ["it fits none of the issuer's algorithms", { alg: 'ES256' }, ['EdDSA']],
  ] as const)('is passed over, since %s', (unused, more, algorithms) => {
    expect(read(more, algorithms)).toStrictEqual({ unused });
  });

  it.each([{}, { alg: 'EdDSA' }, { alg: 'Ed25519' }])('proves tokens where its alg agrees: %j', (more) => {
    expect(read(more)).toMatchObject({ key: { kid: null, algorithms: ['EdDSA'] } });
  });

  it('is one of 100 at the most', () => {
    expect(membersOf({ keys: Array(100).fill(jwk) })).toHaveLength(100);
    expect(membersOf({ keys: Array(101).fill(jwk) })).toBe('more than 100 keys in one set');
  });
});

describe('the address of a JWK set', () => {
  const load = (url: string, algorithms: readonly Algorithm[] = ['RS256']) =>
    loadKeys(issuer({ algorithms, keys: [{ kind: 'jwks-url', url: new URL(url) }] }));

  it.each([
    'https://keys.example/jwks',
    'http://localhost/jwks',
    'http://127.0.0.1:4000/jwks',
    'http://127.10.200.3/jwks',
    'http://[::1]/jwks',
  ])('may be %s', async (url) => {
    expect(await load(url)).toStrictEqual({ fixed: [], urls: [new URL(url)] });
  });

  it.each([
    'http://not-localhost/',
    'http://localhost.example/',
    'http://1127.0.0.1.example/',
    'ftp://localhost/',
  ])('may not be %s', async (url) => {
    await expect(load(url)).rejects.toThrow(/is not https/);
  });

  it.each(['https://user@keys.example/', 'https://:word@keys.example/'])('may not be %s', async (url) => {
    await expect(load(url)).rejects.toThrow(/carries a user name or password/);
  });

  it('is of use where any algorithm has public keys, and names those that have not', async () => {
    const url = 'https://keys.example/jwks';
    expect(await load(url, ['HS256', 'RS256'])).toMatchObject({ urls: [new URL(url)] });
    await expect(load(url, ['HS256', 'HS512'])).rejects.toThrow(/uses HS256, HS512 only$/);
  });
});
