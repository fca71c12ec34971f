/** What a header may call its algorithm (RFC 8725, sections 2.1 and 3.1; RFC 7515, section 4.1.1). */
import { describe, it } from 'vitest';
import { SECRET } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { craft, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { type Claims, refusedByAll } from './attacked.ts';
import { attackedServer } from './served.ts';

const world = { server: attackedServer(), genuine: (claims: Claims) => token(claims) };
const signed = hmac(Buffer.from(SECRET));
const nothing = () => Buffer.alloc(0);
const signatures = [
  ['no signature', nothing],
  ['a signature by the right secret', signed],
  ['a signature by an empty secret', hmac(Buffer.alloc(0))],
] as const;

describe(catalogued(1), () => {
  it.each(signatures)('is refused with %s', (_, signer) =>
    refusedByAll(world, (claims) => craft({ alg: 'none', typ: 'JWT' }, claims, signer), 'algorithm_refused'),
  );
});

const NONE = [
  'noNE',
  'None',
  'NONE',
  'nOnE',
  'none ',
  ' none',
  'none\0',
  'ｎｏｎｅ',
  'n\u043ene',
  '',
  'null',
];
const HS256 = ['hs256', 'Hs256', 'HS256 ', 'HS256\0', 'HS256,none', 'HS-256', 'HMACSHA256'];

describe(catalogued(2), () => {
  describe.each(signatures)('with %s', (_, signer) => {
    it.each([...NONE, ...HS256])('%j is refused', (alg) =>
      refusedByAll(world, (claims) => craft({ alg, typ: 'JWT' }, claims, signer), 'algorithm_refused'),
    );
  });
});

describe(catalogued(4), () => {
  it.each<readonly [string, object | string]>([
    ['an array', { alg: ['HS256'] }],
    ['an array of two', { alg: ['none', 'HS256'] }],
    ['an empty array', { alg: [] }],
    ['a number', { alg: 256 }],
    ['null', { alg: null }],
    ['true', { alg: true }],
    ['an object', { alg: { name: 'HS256' } }],
    ['an object that would spell the right name', { alg: { toString: 'HS256', valueOf: 'HS256' } }],
    ['missing', { typ: 'JWT' }],
    ['missing from an empty header', {}],
    ['in the prototype', '{"__proto__":{"alg":"HS256"}}'],
    ['under another name', { Alg: 'HS256', ALG: 'HS256', 'alg ': 'HS256' }],
    ['said twice, and last wrong', '{"alg":"HS256","alg":"none"}'],
    ['said twice, and last wrong under an escape', '{"alg":"HS256","\\u0061lg":"none"}'],
  ])('%s is refused, though the secret signed it', (_, header) =>
    refusedByAll(world, (claims) => craft(header, claims, signed), 'algorithm_refused'),
  );
});
