import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { IssuerSettings, KeySource } from '../../../src/tokens/issuer.ts';
import { KeyError } from '../../../src/tokens/key.ts';
import { createTokenVerifier } from '../../../src/tokens/verifier.ts';
import {
  check,
  claims,
  craft,
  ec,
  ed25519,
  issuer,
  NOW_MS,
  pem,
  refused,
  rsa,
  SECRET,
  signing,
} from './crafted.ts';

const folder = mkdtempSync(join(tmpdir(), 'logoutd-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pair = rsa();
const weak = rsa(1024);
const p256 = ec('prime256v1');
const publicJwk = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more });

let files = 0;
function jwksFile(content: unknown): KeySource {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return { kind: 'jwks-file', path };
}

const start = (source: KeySource, more: Partial<IssuerSettings> = {}) =>
  createTokenVerifier([issuer({ name: 'acme', algorithms: ['RS256', 'ES256'], keys: [source], ...more })], {
    now: () => NOW_MS,
  });

const secret = (text: string): KeySource => ({ kind: 'secret', secret: Buffer.from(text) });
const fromPem = (text: string): KeySource => ({ kind: 'pem', pem: text });
const url = (text: string): KeySource => ({ kind: 'jwks-url', url: new URL(text) });
const HS = { algorithms: ['HS256'] } as const;
const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const encrypted = pair.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();
const pssPublic = (options: object) =>
  pem(generateKeyPairSync('rsa-pss', { modulusLength: 2048, ...options }).publicKey);

describe('a start is refused, naming issuer and source,', () => {
  it.each<[string, KeySource, RegExp, Partial<IssuerSettings>?]>([
    ['27: for a secret of 31 bytes', secret('x'.repeat(31)), /31 bytes; 32 is the least/, HS],
    ['27: for an empty secret', secret(''), /0 bytes/, HS],
    [
      '27: for a secret from a token debugger',
      secret('a-string-secret-at-least-256-bits-long'),
      /documentation/,
      HS,
    ],
    [
      '27: for the secret of RFC 7515, as text',
      secret('AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'),
      /documentation/,
      HS,
    ],
    [
      '27: for the secret of RFC 7515, as bytes',
      {
        kind: 'secret',
        secret: Buffer.from(
          'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
          'base64url',
        ),
      },
      /documentation/,
      HS,
    ],
    ['3: for a public key as shared secret', secret(pem(pair.publicKey)), /no shared secret/, HS],
    [
      '5: for a secret where only RS and ES are used',
      secret('x'.repeat(32)),
      /HS256.*uses RS256, ES256 only/,
    ],
    ['10: for RSA under 2048 bits', fromPem(pem(weak.publicKey)), /1024 bits; 2048 is the least/],
    ['for a private key', fromPem(privatePem), /private key; give the public key/],
    ['for an encrypted private key', fromPem(encrypted), /private key; give the public key/],
    [
      'for a private key after a public one',
      fromPem(pem(pair.publicKey) + privatePem),
      /private key; give the public key/,
    ],
    ['for two public keys in one PEM', fromPem(pem(pair.publicKey) + pem(p256.publicKey)), /2 PEM blocks/],
    ['for a PEM that is none', fromPem('not a key'), /0 PEM blocks/],
    ['for a PEM that is broken', fromPem(pem(pair.publicKey).replace('MII', 'XXX')), /cannot be read/],
    [
      '5: for a key that fits no algorithm',
      fromPem(pem(ed25519().publicKey)),
      /EdDSA.*uses RS256, ES256 only/,
    ],
    [
      'for a curve that JWS does not know',
      fromPem(pem(ec('secp256k1').publicKey)),
      /secp256k1 is not one of/,
    ],
    ['for P-224', fromPem(pem(ec('secp224r1').publicKey)), /secp224r1 is not one of/],
    [
      'for Ed448',
      fromPem(pem(generateKeyPairSync('ed448').publicKey)),
      /type ed448/,
      { algorithms: ['EdDSA'] },
    ],
    ['for X25519', fromPem(pem(generateKeyPairSync('x25519').publicKey)), /type x25519/],
    ['for RSA-PSS bound to nothing', fromPem(pssPublic({})), /RSA-PSS parameters/, { algorithms: ['PS256'] }],
    ['for a JWKS file that is not there', { kind: 'jwks-file', path: join(folder, 'none') }, /none.*ENOENT/],
    ['for a folder as JWKS file', { kind: 'jwks-file', path: folder }, /EISDIR/],
    ['for a JWKS file that is not JSON', jwksFile('{'), /not JSON/],
    ['for a JWKS file that is null', jwksFile('null'), /not a JWK set/],
    ['for a JWKS file that is a list', jwksFile([]), /not a JWK set/],
    ['for a JWKS whose keys are no list', jwksFile({ keys: {} }), /not a JWK set/],
    ['for a JWKS with a member that is no object', jwksFile({ keys: [1] }), /not a JWK set/],
    ['for an empty JWKS', jwksFile({ keys: [] }), /has no key for RS256, ES256/],
    [
      'for a JWKS of 101 keys',
      jwksFile({ keys: Array(101).fill(publicJwk(pair.publicKey)) }),
      /more than 100/,
    ],
    [
      '10: for a JWKS with a secret',
      jwksFile({ keys: [publicJwk(pair.publicKey), { kty: 'oct', k: SECRET.toString('base64url') }] }),
      /member 2: .*kty "oct"/,
    ],
    [
      '10: for a weak RSA key in a JWKS',
      jwksFile({ keys: [publicJwk(weak.publicKey)] }),
      /member 1: .*1024 bits/,
    ],
    [
      'for a private key in a JWKS',
      jwksFile({ keys: [publicJwk(pair.privateKey)] }),
      /private key; give the public/,
    ],
    ['for a broken key in a JWKS', jwksFile({ keys: [{ kty: 'RSA', n: 'AQAB' }] }), /cannot be read/],
    [
      'for a kid that is no string',
      jwksFile({ keys: [publicJwk(pair.publicKey, { kid: 1 })] }),
      /kid is not a string/,
    ],
    [
      'for an unknown curve in a JWKS',
      jwksFile({ keys: [publicJwk(ec('secp256k1').publicKey)] }),
      /secp256k1/,
    ],
    [
      'for a JWKS with keys of other uses only',
      jwksFile({ keys: [publicJwk(pair.publicKey, { use: 'enc' })] }),
      /no key/,
    ],
    ['for a JWKS over http', url('http://keys.example/jwks'), /http:\/\/keys\.example\/jwks is not https/],
    ['for a name that only looks like loopback', url('http://127.0.0.1.example/'), /is not https/],
    ['for a file URL', url('file:///etc/passwd'), /is not https/],
    [
      'for a JWKS URL with a password',
      url('https://u:hunter2@keys.example/jwks'),
      /carries a user name or password/,
    ],
    ['for a JWKS URL where only HS is used', url('https://keys.example/jwks'), /holds no secrets/, HS],
  ])('%s', async (_, source, message, more = {}) => {
    const refusal = await start(source, more).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(KeyError);
    expect(refusal).toMatchObject({ name: 'KeyError', issuer: 'acme', source: `key 1 (${source.kind})` });
    expect((refusal as KeyError).message).toMatch(message);
    expect((refusal as KeyError).message).toContain(`issuer "acme", key 1 (${source.kind}): `);
    expect((refusal as KeyError).message).not.toMatch(/hunter2|BEGIN|xxxx|AyM1/);
  });

  it('for an issuer without keys', async () => {
    const none = createTokenVerifier([issuer({ keys: [] })], { now: () => NOW_MS });
    await expect(none).rejects.toThrow('issuer "default", keys: there are none');
  });
});

describe('a JWKS file', () => {
  const other = rsa();
  const token = (kid: string, key = pair.privateKey) =>
    craft({ alg: 'RS256', kid }, claims(), signing('RS256', key));
  const by = (keys: readonly object[]) => [issuer({ algorithms: ['RS256'], keys: [jwksFile({ keys })] })];

  it('gives its keys, and 34: no longer those rotated out', async () => {
    const both = by([publicJwk(pair.publicKey, { kid: 'a' }), publicJwk(other.publicKey, { kid: 'b' })]);
    expect(await check(token('a'), both)).toMatchObject({ ok: true });
    expect(await check(token('b', other.privateKey), both)).toMatchObject({ ok: true });
    expect(await check(token('a'), by([publicJwk(other.publicKey, { kid: 'b' })]))).toEqual(
      refused('unknown_key'),
    );
  });

  it('10: may say a kid twice; both keys are tried', async () => {
    const twice = by([publicJwk(pair.publicKey, { kid: 'a' }), publicJwk(other.publicKey, { kid: 'a' })]);
    expect(await check(token('a'), twice)).toMatchObject({ ok: true });
    expect(await check(token('a', other.privateKey), twice)).toMatchObject({ ok: true });
  });

  it('5: may hold keys for other purposes, which prove nothing', async () => {
    const usable = publicJwk(other.publicKey, { kid: 'b' });
    for (const more of [
      { use: 'enc' },
      { key_ops: ['encrypt'] },
      { key_ops: 'verify' },
      { alg: 'RSA-OAEP' },
      { alg: 'RS512' },
      { kty: 'AKP' },
    ]) {
      const issuers = by([publicJwk(pair.publicKey, { kid: 'a', ...more }), usable]);
      expect(await check(token('a'), issuers), JSON.stringify(more)).toEqual(refused('unknown_key'));
      expect(await check(token('b', other.privateKey), issuers)).toMatchObject({ ok: true });
    }
  });

  it('may say what its keys are for', async () => {
    const stated = by([
      publicJwk(pair.publicKey, { kid: 'a', use: 'sig', key_ops: ['verify'], alg: 'RS256' }),
    ]);
    expect(await check(token('a'), stated)).toMatchObject({ ok: true });
  });

  it('may name Ed25519 by its newer name', async () => {
    const edwards = ed25519();
    const keys = [jwksFile({ keys: [publicJwk(edwards.publicKey, { alg: 'Ed25519' })] })];
    const signed = craft({ alg: 'EdDSA' }, claims(), signing('EdDSA', edwards.privateKey));
    expect(await check(signed, [issuer({ algorithms: ['EdDSA'], keys })])).toMatchObject({ ok: true });
  });
});

describe('an RSA-PSS key', () => {
  it('proves tokens of the one hash that it is bound to', async () => {
    const bound = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
    });
    const keys = [fromPem(pem(bound.publicKey))];
    const token = craft({ alg: 'PS256' }, claims(), signing('PS256', bound.privateKey));
    expect(await check(token, [issuer({ algorithms: ['PS256', 'RS256'], keys })])).toMatchObject({
      ok: true,
    });
  });
});
