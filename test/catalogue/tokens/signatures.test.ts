/** A signature counts in one spelling only, and with every bit of it (RFC 7515, section 2; RFC 7518, section 3.4). */
import { randomUUID, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gsm, gsmByCookie, platform, registered, session, stateOf } from '../../support/logouts.ts';
import { respellings, withOtherS } from '../../support/spellings.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, claimsOf, refusedByAll } from './attacked.ts';
import { ALL, byPem, bySecret, publicKeyOf, signedBy, signer, trusting } from './keys.ts';
import { attackedServer } from './served.ts';

const server = attackedServer(() => trusting([bySecret, ...byPem]));
const world = { server, genuine: (claims: Claims) => signedBy('HS256', claims) };

/** The token with its signature's bytes changed. */
function resigned(token: string, change: (bytes: Buffer) => Buffer): string {
  const at = token.lastIndexOf('.') + 1;
  return token.slice(0, at) + change(Buffer.from(token.slice(at), 'base64url')).toString('base64url');
}
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

describe(catalogued(24), () => {
  const changes: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['empty', () => Buffer.alloc(0)],
    ['one byte', (bytes) => bytes.subarray(0, 1)],
    ['its first half', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['a byte short', (bytes) => bytes.subarray(0, -1)],
    ['without its first byte', (bytes) => bytes.subarray(1)],
    ['a byte longer', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['a byte longer before', (bytes) => Buffer.concat([Buffer.alloc(1), bytes])],
    ['twice', (bytes) => Buffer.concat([bytes, bytes])],
    ['all zeros', (bytes) => Buffer.alloc(bytes.length)],
    ['all ones', (bytes) => Buffer.alloc(bytes.length, 0xff)],
    ['with its first bit changed', (bytes) => flipped(bytes, 0)],
    ['with its last bit changed', (bytes) => flipped(bytes, bytes.length - 1)],
  ];

  describe.each(ALL)('%s', (alg) => {
    it.each(changes)('a signature that is %s is refused', (_, change) =>
      refusedByAll(world, (claims) => resigned(signedBy(alg, claims), change), 'signature_invalid'),
    );

    it('a signature of other claims is refused', () =>
      refusedByAll(
        world,
        (claims) => resigned(signedBy(alg, claims), () => signer(alg)(signedBy(alg, claimsOf()))),
        'signature_invalid',
      ));
  });
});

describe(`${catalogued(24)}: one that begins with a zero`, () => {
  const startsWithZero = (token: string): boolean =>
    Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url')[0] === 0;

  // One in 256 does.
  it.each(['RS256', 'PS256'] as const)('is refused without it: %s', (alg) =>
    refusedByAll(
      world,
      (claims) => {
        for (let jti = 0; ; jti += 1) {
          const signed = signedBy(alg, { ...claims, jti: String(jti) });
          if (startsWithZero(signed)) return resigned(signed, (bytes) => bytes.subarray(1));
        }
      },
      'signature_invalid',
    ),
  );
});

describe(catalogued(25), () => {
  /** By a space, a comma or a quote in it, it is no credential before it is a token. */
  const reasons = ['malformed', 'unreadable', 'missing', 'signature_invalid'];
  const spellings = (alg: 'HS256' | 'ES256', claims: Claims) => {
    const original = signedBy(alg, claims);
    const [header = '', payload = '', signature = ''] = original.split('.');
    return [
      ...respellings(original),
      ['padding of the header', `${header}=.${payload}.${signature}`],
      ['padding of the payload', `${header}.${payload}==.${signature}`],
      ['white space in the payload', `${header}.${payload.slice(0, 8)} ${payload.slice(8)}.${signature}`],
      ['a dot in percent-encoding', original.replace('.', '%2E')],
      [
        'a last character in percent-encoding',
        `${original.slice(0, -1)}%${original.charCodeAt(original.length - 1).toString(16)}`,
      ],
      ['another character more', `${original}A`],
      ['two characters more', `${original}AA`],
    ] as const;
  };

  describe.each(['HS256', 'ES256'] as const)('of %s', (alg) => {
    const changes = spellings(alg, claimsOf()).map(([change]) => change);
    const respelled = (claims: Claims, change: string): string =>
      spellings(alg, claims).find(([name]) => name === change)?.[1] ?? '';

    it.each(changes)('%s is refused while the session lives', (change) =>
      refusedByAll(world, (claims) => respelled(claims, change), reasons),
    );

    it.each(changes)('%s gives an ended token nothing back', async (change) => {
      for (const names of [{}, { sid: undefined, n: change }]) {
        const claims = claimsOf(names);
        expect((await session(server(), signedBy(alg, claims))).status).toBe(200);
        const alive = await registered(server(), { subject: String(claims['sub']) });
        const twin = respelled(claims, change);
        const answers = [gsm(server(), twin), gsmByCookie(server(), twin)];
        const bodies = [{ scope: 'others' }, { scope: 'all' }, { sessionId: alive.sessionId }];
        answers.push(...bodies.map((body) => platform(server(), twin, { body })));
        expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(5).fill(401));
        expect(await stateOf(server(), alive.sessionId)).toBe('active');
      }
    });
  });
});

/** Of P-256: SEC 2, section 2.4.2. */
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
const ONE = Buffer.alloc(32).fill(1, 31);

describe(catalogued(26), () => {
  const twinOf = (claims: Claims): string => withOtherS(signedBy('ES256', claims));

  it('n − s in place of s is a good signature too, and ends the very same session', async () => {
    const [original, twin] = [
      signedBy('ES256', claimsOf({ sid: 'twins' })),
      twinOf(claimsOf({ sid: 'twins' })),
    ];
    expect(original).not.toBe(twin);
    const [header = '', payload = '', signature = ''] = twin.split('.');
    const key = { key: publicKeyOf('ES256'), dsaEncoding: 'ieee-p1363' } as const;
    const signedPart = Buffer.from(`${header}.${payload}`);
    expect(verify('sha256', signedPart, key, Buffer.from(signature, 'base64url'))).toBe(true);
    await acceptedByAll(world, twinOf);
  });

  it.each([
    ['the twin of what was ended has no power left', (one: string) => [one, withOtherS(one)]],
    ['what was ended by its twin has none', (one: string) => [withOtherS(one), one]],
  ] as const)('%s', async (_, pair) => {
    for (const names of [{}, { sid: undefined }, { sid: undefined, jti: randomUUID() }]) {
      const claims = claimsOf(names);
      const [first = '', second = ''] = pair(signedBy('ES256', claims));
      expect((await session(server(), first)).status).toBe(200);
      const alive = await registered(server(), { subject: String(claims['sub']) });
      expect((await gsm(server(), second)).status).toBe(401);
      expect((await platform(server(), second, { body: { scope: 'all' } })).status).toBe(401);
      expect(await stateOf(server(), alive.sessionId)).toBe('active');
    }
  });

  it.each([
    ['r and s swapped', (bytes: Buffer) => Buffer.concat([bytes.subarray(32), bytes.subarray(0, 32)])],
    ['r in place of s', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 32), bytes.subarray(0, 32)])],
    ['s of zero', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 32), Buffer.alloc(32)])],
    ['r of zero', (bytes: Buffer) => Buffer.concat([Buffer.alloc(32), bytes.subarray(32)])],
    ['both the order of the group', () => Buffer.concat([ORDER, ORDER])],
    ['both one', () => Buffer.concat([ONE, ONE])],
    ['the same in DER', derOf],
  ])('%s is refused', (_, change) =>
    refusedByAll(world, (claims) => resigned(signedBy('ES256', claims), change), 'signature_invalid'),
  );
});

/** What OpenSSL writes unless it is told otherwise (X9.62): SEQUENCE { INTEGER r, INTEGER s }. */
function derOf(bytes: Buffer): Buffer {
  const integers = [bytes.subarray(0, 32), bytes.subarray(32)].map((number) => {
    const value = Buffer.concat([Buffer.alloc(1), number]);
    return Buffer.concat([Buffer.from([2, value.length]), value]);
  });
  const content = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}
