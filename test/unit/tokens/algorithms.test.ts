import { type KeyObject, verify } from 'node:crypto';
import { compactVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS, type Algorithm } from '../../../src/tokens/issuer.ts';
import {
  check,
  claims,
  craft,
  ec,
  ed25519,
  hmac,
  issuer,
  pem,
  refused,
  rsa,
  SECRET,
  signing,
} from './crafted.ts';

const pairs = {
  RS: rsa(),
  ES256: ec('prime256v1'),
  ES384: ec('secp384r1'),
  ES512: ec('secp521r1'),
  EdDSA: ed25519(),
};

function pairOf(alg: Algorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (alg === 'EdDSA' || alg === 'ES256' || alg === 'ES384' || alg === 'ES512') return pairs[alg];
  return pairs.RS;
}

function signed(alg: Algorithm, payload: object): string {
  const signer = alg.startsWith('HS')
    ? hmac(SECRET, `sha${alg.slice(2)}`)
    : signing(alg, pairOf(alg).privateKey);
  return craft({ alg, typ: 'JWT' }, payload, signer);
}

function using(alg: Algorithm) {
  if (alg.startsWith('HS')) return issuer({ algorithms: [alg] });
  return issuer({ algorithms: [alg], keys: [{ kind: 'pem', pem: pem(pairOf(alg).publicKey) }] });
}

describe.each(ALGORITHMS)('%s', (alg) => {
  const token = signed(alg, claims());
  const [header = '', payload = '', signature = ''] = token.split('.');

  it('verifies what its key signed', async () => {
    expect(await check(token, [using(alg)])).toMatchObject({ ok: true, credential: { sessionId: 's1' } });
  });

  it('does not verify other claims under that signature', async () => {
    const other = signed(alg, claims({ sid: 's2' })).split('.')[1];
    expect(await check(`${header}.${other}.${signature}`, [using(alg)])).toEqual(
      refused('signature_invalid'),
    );
  });

  it.each(['empty', 'of zeros', 'with a changed bit', 'cut short', 'with a byte more'])(
    '24: refuses a signature %s',
    async (kind) => {
      const bytes = Buffer.from(signature, 'base64url');
      const changed = {
        empty: Buffer.alloc(0),
        'of zeros': Buffer.alloc(bytes.length),
        'with a changed bit': Buffer.from(bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte))),
        'cut short': bytes.subarray(0, -1),
        'with a byte more': Buffer.concat([bytes, Buffer.alloc(1)]),
      }[kind];
      const forged = `${header}.${payload}.${changed?.toString('base64url')}`;
      expect(await check(forged, [using(alg)])).toEqual(refused('signature_invalid'));
    },
  );

  it('refuses the key of every other algorithm that it cannot tell from its own', async () => {
    for (const other of ALGORITHMS.filter((name) => name !== alg)) {
      const verified = await check(token, [using(other)]);
      expect(verified, other).toEqual(refused('algorithm_refused'));
    }
  });
});

describe('ES256', () => {
  const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

  it('26: has a second signature, s → n − s, that proves the same identity and no other', async () => {
    const token = signed('ES256', claims({ sid: undefined }));
    const at = token.lastIndexOf('.');
    const signedPart = token.slice(0, at);
    const bytes = Buffer.from(token.slice(at + 1), 'base64url');
    const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
    const twin = Buffer.concat([
      bytes.subarray(0, 32),
      Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex'),
    ]);
    const respelled = `${signedPart}.${twin.toString('base64url')}`;

    const key = { key: pairs.ES256.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(signedPart), key, twin), 'the twin is a good signature').toBe(true);
    expect(respelled).not.toBe(token);
    const first = await check(token, [using('ES256')]);
    expect(first).toMatchObject({ ok: true });
    expect(await check(respelled, [using('ES256')])).toEqual(first);
  });

  it('takes the signature as JWS writes it, not as DER', async () => {
    const token = craft({ alg: 'ES256' }, claims(), (input) =>
      signing('RS256', pairs.ES256.privateKey)(input),
    );
    expect(await check(token, [using('ES256')])).toEqual(refused('signature_invalid'));
  });
});

describe('a signature whose last character has other trailing bits (25)', () => {
  it.each(['RS256', 'ES256'] as const)(
    'passes the library with %s, and so must fail the guard',
    async (alg) => {
      const token = signed(alg, claims());
      const options = { algorithms: [alg], ignoreExpiration: true, ignoreNotBefore: true };
      expect(jsonwebtoken.verify(respell(token), pairOf(alg).publicKey, options)).toMatchObject({
        sid: 's1',
      });
      expect(await check(token, [using(alg)])).toMatchObject({ ok: true });
      expect(await check(respell(token), [using(alg)])).toEqual(refused('malformed'));
    },
  );

  it('passes the library with EdDSA, as white space does, and so must fail the guard', async () => {
    const token = signed('EdDSA', claims());
    for (const respelled of [respell(token), `${token}==`, `${token}\n`]) {
      await expect(compactVerify(respelled, pairs.EdDSA.publicKey)).resolves.toBeDefined();
      expect(await check(respelled, [using('EdDSA')])).toEqual(refused('malformed'));
    }
  });
});

/** The same bytes, spelled with another last character. */
function respell(token: string): string {
  const last = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twins = [...alphabet].map((character) => token.slice(0, -1) + character);
  const isTwin = (twin: string) =>
    twin !== token && Buffer.from(twin.slice(twin.lastIndexOf('.') + 1), 'base64url').equals(last);
  return twins.find(isTwin) ?? '';
}
