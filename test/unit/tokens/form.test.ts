import { describe, expect, it } from 'vitest';
import { MAX_TOKEN_LENGTH } from '../../../src/tokens/compact.ts';
import { check, claims, craft, encode, HEADER, hmac, refused } from './crafted.ts';

const valid = craft(HEADER, claims());
const [header = '', payload = '', signature = ''] = valid.split('.');
const withHeader = (text: string | Buffer) => craft(text, claims());
const withPayload = (text: string | Buffer) => craft(HEADER, text);

/** The last character of a 32-byte signature carries two bits that mean nothing. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const twin = ALPHABET[ALPHABET.indexOf(signature.slice(-1)) ^ 1] ?? '';

function exactly(length: number): string {
  const filled = (size: number) => craft(HEADER, claims({ filler: 'x'.repeat(size) }));
  const size = Array.from({ length: 4 }, (_, step) => Math.floor(((length - 400) * 3) / 4) + step);
  for (let more = 0; more < 400; more++) {
    const found = size.map((base) => filled(base + more)).find((token) => token.length === length);
    if (found !== undefined) return found;
  }
  throw new Error('no token of that length');
}

describe('the form of a token', () => {
  it('is accepted when it is one JWS in compact serialization', async () => {
    expect(await check(valid)).toMatchObject({ ok: true, credential: { subject: 'u1', sessionId: 's1' } });
  });

  it.each([
    [
      '13: a JWE of five parts',
      `${encode({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..${'A'.repeat(16)}.AAAA.AAAA`,
    ],
    ['14: JSON serialization, flattened', JSON.stringify({ protected: header, payload, signature })],
    [
      '14: JSON serialization, general',
      JSON.stringify({ payload, signatures: [{ protected: header, signature }] }),
    ],
    ['15: nothing', ''],
    ['15: one part', header],
    ['15: two parts', `${header}.${payload}`],
    ['15: four parts', `${valid}.`],
    ['15: five parts', `${valid}.AAAA.AAAA`],
    ['15: two dots and nothing else', '..'],
    ['15: 100,000 dots', '.'.repeat(100_000)],
    ['15: 16,000 dots', '.'.repeat(16_000)],
    ['16: an array as payload', withPayload('[]')],
    ['16: a string as payload', withPayload('"text"')],
    ['16: null as payload', withPayload('null')],
    ['16: a number as payload', withPayload('1')],
    ['16: an array as header', withHeader('["HS256"]')],
    ['16: null as header', withHeader('null')],
    ['16: a BOM before the payload', withPayload(`\ufeff${JSON.stringify(claims())}`)],
    ['16: a BOM before the header', withHeader(`\ufeff${JSON.stringify(HEADER)}`)],
    ['13: another token nested as payload', craft({ ...HEADER, cty: 'JWT' }, valid)],
    ['17: invalid UTF-8 in the payload', withPayload(Buffer.from('{"sub":"\xff"}', 'latin1'))],
    ['17: invalid UTF-8 in the header', withHeader(Buffer.from('{"alg":"HS256","x":"\xc0\x80"}', 'latin1'))],
    ['17: an encoded surrogate in the payload', withPayload(Buffer.from('{"sub":"\xed\xa0\x80"}', 'latin1'))],
    ['17: a bare NUL in the payload', withPayload('{"sub":"a\0"}')],
    ['17: NUL after the payload', withPayload(`${JSON.stringify(claims())}\0`)],
    ['17: UTF-16', withPayload(Buffer.from(JSON.stringify(claims()), 'utf16le'))],
    ['25: a signature with padding', `${valid}=`],
    ['25: a signature with white space', `${valid}\n`],
    ['25: white space before it', ` ${valid}`],
    ['25: white space within it', `${header}.${payload}.${signature.slice(0, 9)} ${signature.slice(9)}`],
    ['25: a last character with other trailing bits', `${valid.slice(0, -1)}${twin}`],
    ['25: two stray characters at the end', `${valid}AA`],
    [
      '25: the alphabet of plain base64',
      craft(HEADER, claims(), () => Buffer.alloc(32, 0xff)).replaceAll('_', '/'),
    ],
    ['25: a header with padding', `${header}=.${payload}.${signature}`],
    ['25: a payload with padding', `${header}.${payload}==.${signature}`],
    ['33: 64 KB', craft(HEADER, claims({ filler: 'x'.repeat(48_000) }))],
    ['33: one character over the limit', exactly(MAX_TOKEN_LENGTH + 1)],
    ['the scheme left before it', `Bearer ${valid}`],
    ['a dot of another script', valid.replaceAll('.', '．')],
  ])('is malformed in %s', async (_, token) => {
    expect(await check(token)).toEqual(refused('malformed'));
  });

  it('may be as long as the limit', async () => {
    expect(await check(exactly(MAX_TOKEN_LENGTH))).toMatchObject({ ok: true });
  });

  it('may nest JSON as deep as its length allows (53)', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const text = JSON.stringify(claims({ deep: 0 })).replace('"deep":0', `"deep":${deep}`);
    expect(await check(withPayload(text))).toMatchObject({ ok: true });
  });

  it.each([
    ['24: empty', ''],
    ['24: of one byte', 'AA'],
    ['24: cut short by a byte', hmac()(`${header}.${payload}`).subarray(0, 31).toString('base64url')],
    [
      '24: with a byte more',
      Buffer.concat([hmac()(`${header}.${payload}`), Buffer.alloc(1)]).toString('base64url'),
    ],
    ["24: another token's", craft(HEADER, claims({ sub: 'u2' })).split('.')[2] ?? ''],
  ])('has a signature that holds, not one %s', async (_, other) => {
    expect(await check(`${header}.${payload}.${other}`)).toEqual(refused('signature_invalid'));
  });
});
