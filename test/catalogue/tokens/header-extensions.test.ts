/** Headers that ask for more than a signature (RFC 7515, section 4.1.11; RFC 7797; RFC 7516), and what they wrap. */
import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, it } from 'vitest';
import { SECRET } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { craft, encode, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { type Claims, type Forge, refusedByAll } from './attacked.ts';
import { attackedServer } from './served.ts';

const world = { server: attackedServer(), genuine: (claims: Claims) => token(claims) };
const signed = hmac(Buffer.from(SECRET));
const signedWith =
  (header: object): Forge =>
  (claims) =>
    craft({ alg: 'HS256', typ: 'JWT', ...header }, claims, signed);

describe(catalogued(11), () => {
  it.each<readonly [string, object]>([
    ['an extension that nobody knows', { crit: ['x-unknown'], 'x-unknown': true }],
    ['one that is not there', { crit: ['x-unknown'] }],
    ['RFC 8225’s', { crit: ['ppt'], ppt: 'shaken' }],
    ['a registered header', { crit: ['alg'] }],
    ['a claim', { crit: ['exp'], exp: 9_999_999_999 }],
    ['none', { crit: [] }],
    ['null', { crit: null }],
    ['a string', { crit: 'x-unknown', 'x-unknown': true }],
    ['a number', { crit: 1 }],
    ['an object', { crit: { 'x-unknown': true } }],
    ['itself', { crit: ['crit'] }],
    ['the name of a prototype', { crit: ['__proto__', 'constructor', 'toString'] }],
  ])('crit with %s is refused, though the secret signed it', (_, header) =>
    refusedByAll(world, signedWith(header), 'critical_header'),
  );
});

describe(catalogued(12), () => {
  const unencoded =
    (header: object): Forge =>
    (claims) => {
      const [protectedPart, payload] = [encode({ alg: 'HS256', ...header }), JSON.stringify(claims)];
      return `${protectedPart}.${payload}.${signed(`${protectedPart}.${payload}`).toString('base64url')}`;
    };
  const flags: readonly (readonly [string, object])[] = [
    ['b64 false with crit', { b64: false, crit: ['b64'] }],
    ['b64 false without crit', { b64: false }],
    ['b64 true with crit', { b64: true, crit: ['b64'] }],
    ['b64 true without crit', { b64: true }],
    ['b64 that is no boolean', { b64: 'false' }],
  ];

  it.each(flags)('%s is refused over an encoded payload', (_, header) =>
    refusedByAll(world, signedWith(header), 'critical_header'),
  );

  it.each([...flags, ['no b64 at all', {}] as const])('%s is refused over a payload as it is', (_, header) =>
    // A payload of JSON is none of the characters that a cookie or a Bearer credential may have.
    refusedByAll(world, unencoded(header), ['malformed', 'unreadable', 'missing']),
  );

  it('a detached payload is refused', () =>
    refusedByAll(
      world,
      async (claims) => {
        const [header, , signature] = (await signedWith({})(claims)).split('.');
        return `${header}..${signature}`;
      },
      'malformed',
    ));
});

describe(catalogued(13), () => {
  const jwe = (header: object, text: Buffer = randomBytes(64), key = randomBytes(32)): string =>
    [encode(header), ...[key, randomBytes(12), text, randomBytes(16)].map(encode)].join('.');
  const bomb = deflateRawSync(Buffer.alloc(8 * 1024 * 1024));
  const iterations = { alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2s: encode('salt') };

  it.each<readonly [string, (claims: Claims) => string]>([
    ['a JWE with direct encryption', () => jwe({ alg: 'dir', enc: 'A256GCM' }, undefined, Buffer.alloc(0))],
    ['a JWE with key wrapping', () => jwe({ alg: 'A256KW', enc: 'A256GCM' })],
    [
      'a JWE that wraps a token',
      (claims) => jwe({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' }, Buffer.from(token(claims))),
    ],
    ['a zip bomb', () => jwe({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }, bomb.subarray(0, 8_000))],
    ['a huge p2c', () => jwe({ ...iterations, p2c: 2_147_483_647 })],
    ['a p2c beyond all numbers', () => jwe({ ...iterations, p2c: Number.MAX_VALUE })],
    [
      'a token that is the payload of another',
      (claims) => craft({ alg: 'HS256', cty: 'JWT' }, token(claims), signed),
    ],
    [
      'a quoted token that is the payload',
      (claims) => craft({ alg: 'HS256', cty: 'JWT' }, JSON.stringify(token(claims)), signed),
    ],
    [
      'a compressed payload',
      (claims) => craft({ alg: 'HS256', zip: 'DEF' }, deflateRawSync(JSON.stringify(claims)), signed),
    ],
  ])('%s is malformed', (_, forge) => refusedByAll(world, forge, 'malformed'));

  it.each<readonly [string, object, string]>([
    ['the algorithm of a JWE', { alg: 'dir', enc: 'A256GCM' }, 'algorithm_refused'],
    ['PBES2 and a huge p2c', { ...iterations, p2c: 2_147_483_647 }, 'algorithm_refused'],
    ['the type of a JWE', { typ: 'JWE' }, 'type_refused'],
    ['the type of a JWS in JSON', { typ: 'JOSE+JSON' }, 'type_refused'],
  ])('three parts with %s are refused, though the secret signed them', (_, header, reason) =>
    refusedByAll(world, signedWith(header), reason),
  );
});
