import { createHmac, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { check, claims, craft, HEADER, hmac, issuer, pem, refused, rsa, signing } from './crafted.ts';

const pair = rsa();
const rsaIssuer = issuer({
  algorithms: ['RS256'],
  keys: [{ kind: 'pem', pem: pem(pair.publicKey), kid: 'r1' }],
});

describe('alg', () => {
  it.each([
    ['1', 'none'],
    ['2', 'noNE'],
    ['2', 'None'],
    ['2', 'NONE'],
    ['2', 'none '],
    ['2', 'hs256'],
    ['2', 'HS256\0'],
    ['2', ''],
    ['4', ['HS256']],
    ['4', 256],
    ['4', null],
    ['4', true],
    ['4', { toString: 'HS256' }],
    ['13', 'dir'],
    ['13', 'PBES2-HS256+A128KW'],
    ['9', '__proto__'],
    ['4', 'HS512'],
  ])('%s: %j is refused, signed or not', async (_, alg) => {
    const header = { ...HEADER, alg, p2c: 2_147_483_647 };
    expect(await check(craft(header, claims()))).toEqual(refused('algorithm_refused'));
    expect(await check(craft(header, claims(), () => Buffer.alloc(0)))).toEqual(refused('algorithm_refused'));
  });

  it('4: is refused when missing', async () => {
    expect(await check(craft({ typ: 'JWT' }, claims()))).toEqual(refused('algorithm_refused'));
    expect(await check(craft('{"__proto__":{"alg":"HS256"}}', claims()))).toEqual(
      refused('algorithm_refused'),
    );
  });

  it.each([
    ['PEM', Buffer.from(pem(pair.publicKey))],
    ['DER', pair.publicKey.export({ type: 'spki', format: 'der' })],
    ['JWK', Buffer.from(JSON.stringify(pair.publicKey.export({ format: 'jwk' })))],
  ])('3: HS256 made with the public RSA key as %s is refused', async (_, bytes) => {
    const forged = (header: object) =>
      craft(header, claims(), (input) => createHmac('sha256', bytes).update(input).digest());
    const both = issuer({
      algorithms: ['RS256', 'HS256'],
      keys: [...rsaIssuer.keys, ...issuer().keys],
    });
    for (const kid of [{}, { kid: 'r1' }]) {
      expect(await check(forged({ ...HEADER, ...kid }), [rsaIssuer])).toEqual(refused('algorithm_refused'));
      expect(await check(forged({ ...HEADER, ...kid }), [both])).toEqual(refused('signature_invalid'));
    }
  });

  it.each(['ES256', 'EdDSA', 'PS256', 'HS256'] as const)(
    '5: %s does not fit an RSA key for RS256',
    async (alg) => {
      const both = issuer({ ...rsaIssuer, algorithms: ['RS256'] });
      const token = craft({ alg, kid: 'r1' }, claims(), signing('RS256', pair.privateKey));
      expect(await check(token, [both])).toEqual(refused('algorithm_refused'));
    },
  );

  it('5: one that the issuer uses, but with other keys, is refused for the key named', async () => {
    const both = issuer({
      algorithms: ['RS256', 'HS256'],
      keys: [...rsaIssuer.keys, { kind: 'secret', secret: Buffer.alloc(32, 7), kid: 'h1' }],
    });
    const token = craft({ alg: 'HS256', kid: 'r1' }, claims());
    expect(await check(token, [both])).toEqual(refused('algorithm_refused'));
  });
});

describe('kid', () => {
  it.each([
    ['6', '../../../../etc/passwd'],
    ['6', "x' UNION SELECT 'secret' --"],
    ['6', 'session:s1'],
    ['7', 'a\0b'],
    ['7', '__proto__'],
    ['7', 'constructor'],
    ['7', ''],
    ['7', '\ud800'],
    ['7', 'k'.repeat(255)],
  ])('%s: %j is a name like any other: unknown', async (_, kid) => {
    const named = issuer({ keys: [{ kind: 'secret', secret: Buffer.alloc(32, 1), kid: 'k1' }] });
    expect(await check(craft({ ...HEADER, kid }, claims()), [named])).toEqual(refused('unknown_key'));
  });

  it.each([
    ['7', 'k'.repeat(256)],
    ['7', 'k'.repeat(10_240)],
    ['7', 1],
    ['7', null],
    ['7', ['k1']],
    ['7', { k1: 1 }],
  ])('%s: is malformed when too long or no string', async (_, kid) => {
    expect(await check(craft({ ...HEADER, kid }, claims()))).toEqual(refused('malformed'));
  });

  it('selects keys of that name, and keys without one are always tried', async () => {
    const other = Buffer.alloc(32, 9);
    const keys = [
      { kind: 'secret', secret: other, kid: 'k1' },
      { kind: 'secret', secret: SECRET_2, kid: 'k2' },
    ] as const;
    const token = (kid?: string) => craft({ ...HEADER, ...(kid ? { kid } : {}) }, claims(), hmac(SECRET_2));
    expect(await check(token('k2'), [issuer({ keys })])).toMatchObject({ ok: true });
    expect(await check(token(), [issuer({ keys })])).toMatchObject({ ok: true });
    expect(await check(token('k1'), [issuer({ keys })])).toEqual(refused('signature_invalid'));
    const unnamed = issuer({ keys: [...keys.slice(0, 1), { kind: 'secret', secret: SECRET_2 }] });
    expect(await check(token('k1'), [unnamed])).toMatchObject({ ok: true });
    expect(await check(token('k3'), [unnamed])).toMatchObject({ ok: true });
  });
});

const SECRET_2 = Buffer.alloc(32, 2);

describe('the rest of the header', () => {
  it("9: brings no key: an attacker's own, named there, does not count", async () => {
    const mine = rsa();
    const jwk = { ...mine.publicKey.export({ format: 'jwk' }), kid: 'r1', alg: 'RS256' };
    const url = 'http://127.0.0.1:9/jwks.json';
    const certificate = createPublicKey(pem(mine.publicKey)).export({ type: 'spki', format: 'der' });
    for (const more of [{ jwk }, { jku: url }, { x5u: url }, { x5c: [certificate.toString('base64')] }]) {
      const header = { alg: 'RS256', kid: 'r1', ...more };
      const forged = craft(header, claims(), signing('RS256', mine.privateKey));
      expect(await check(forged, [rsaIssuer])).toEqual(refused('signature_invalid'));
      const honest = craft(header, claims(), signing('RS256', pair.privateKey));
      expect(await check(honest, [rsaIssuer])).toMatchObject({ ok: true });
    }
  });

  it.each([
    ['11', { crit: ['x-unknown'], 'x-unknown': 1 }],
    ['11', { crit: ['exp'], exp: 1 }],
    ['11', { crit: [] }],
    ['11', { crit: null }],
    ['11', { crit: 'b64' }],
    ['12', { crit: ['b64'], b64: false }],
    ['12', { crit: ['b64'], b64: true }],
    ['12', { b64: false }],
    ['12', { b64: true }],
  ])('%s: %j is refused as critical', async (_, more) => {
    expect(await check(craft({ ...HEADER, ...more }, claims()))).toEqual(refused('critical_header'));
  });

  it.each(['JWT', 'jwt', 'application/jwt', 'at+jwt', 'AT+JWT', 'Application/At+JWT', undefined])(
    'typ %j is accepted',
    async (typ) => {
      expect(await check(craft({ alg: 'HS256', typ }, claims()))).toMatchObject({ ok: true });
    },
  );

  it.each([
    ['31', 'logout+jwt'],
    ['31', 'secevent+jwt'],
    ['13', 'JWE'],
    ['30', 'dpop+jwt'],
    ['2', ''],
    ['2', ' JWT'],
    ['2', 'JWT\n'],
    ['2', 'text/jwt'],
    ['4', 1],
    ['4', null],
    ['4', ['JWT']],
  ])('%s: typ %j is refused', async (_, typ) => {
    expect(await check(craft({ alg: 'HS256', typ }, claims()))).toEqual(refused('type_refused'));
  });

  it('18: says what its last spelling says, to the guard and to the library alike', async () => {
    expect(await check(craft('{"alg":"none","alg":"HS256"}', claims()))).toMatchObject({ ok: true });
    expect(await check(craft('{"alg":"HS256","alg":"none"}', claims()))).toEqual(
      refused('algorithm_refused'),
    );
    expect(await check(craft('{"alg":"HS256","\\u0061lg":"none"}', claims()))).toEqual(
      refused('algorithm_refused'),
    );
  });
});
