/** A key proves only what its own algorithm signed (RFC 8725, sections 3.1 and 3.5), and only a configured key does. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { craft, encode, pem, rsa, signing } from '../../unit/tokens/crafted.ts';
import { jwk, jwksServer } from '../../unit/tokens/jwks-server.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, refusedByAll } from './attacked.ts';
import {
  ALL,
  ASYMMETRIC,
  byPem,
  bySecret,
  bySetFile,
  kidOf,
  publicKeyOf,
  signedBy,
  signer,
  trusting,
} from './keys.ts';
import { attackedServer } from './served.ts';

const genuine = (claims: Claims) => signedBy('RS256', claims);
const setups = [
  ['by PEM, and a secret beside them', [bySecret, ...byPem]],
  ['by a JWK set', [bySetFile]],
] as const;
/** Its algorithms leave out HS256, as most issuers' do. */
const asymmetricOnly = { algorithms: ASYMMETRIC };

describe(catalogued(3), () => {
  const key = publicKeyOf('RS256');
  const spki = pem(key);
  const secrets: readonly (readonly [string, Buffer])[] = [
    ['PEM', Buffer.from(spki)],
    ['PEM without the last line break', Buffer.from(spki.trimEnd())],
    ['PEM with CRLF', Buffer.from(spki.replaceAll('\n', '\r\n'))],
    ['PEM of PKCS #1', Buffer.from(key.export({ type: 'pkcs1', format: 'pem' }))],
    ['DER', key.export({ type: 'spki', format: 'der' })],
    ['DER of PKCS #1', key.export({ type: 'pkcs1', format: 'der' })],
    ['JWK', Buffer.from(JSON.stringify(key.export({ format: 'jwk' })))],
    ['JWK as it is published', Buffer.from(JSON.stringify(jwk(key, kidOf('RS256'))))],
    ['its modulus', Buffer.from(String(key.export({ format: 'jwk' }).n), 'base64url')],
  ];
  const kids = [{}, { kid: kidOf('RS256') }];

  describe.each(setups)('keys %s', (_, keys) => {
    const world = { server: attackedServer(() => trusting(keys)), genuine };
    it.each(secrets)('as %s it signs nothing', async (_, secret) => {
      for (const kid of kids) {
        const forged = (claims: Claims) =>
          craft({ alg: 'HS256', typ: 'JWT', ...kid }, claims, (input) =>
            createHmac('sha256', secret).update(input).digest(),
          );
        await refusedByAll(world, forged, ['algorithm_refused', 'signature_invalid', 'unknown_key']);
      }
    });
  });
});

/** An RSA key fits both families, unless its JWK says which of them. */
const bothRsa = (one: string, other: string) => /^[RP]S/.test(one) && /^[RP]S/.test(other);

describe(catalogued(5), () => {
  describe.each(setups)('keys %s', (_, keys) => {
    const uses = keys.some((key) => 'secretEnv' in key) ? ALL : ASYMMETRIC;
    const world = { server: attackedServer(() => trusting(keys, { algorithms: uses })), genuine };
    const bound = keys.some((key) => 'jwksFile' in key);
    const mismatches = ASYMMETRIC.flatMap((by) =>
      ALL.filter((alg) => alg !== by && (bound || !bothRsa(alg, by))).map((alg) => [alg, by] as const),
    );

    it.each(uses)('%s of its own key is accepted', (alg) =>
      acceptedByAll(world, (claims) => signedBy(alg, claims)),
    );

    it.each(mismatches)('%s by the key for %s is refused', async (alg, by) => {
      const header = { alg, typ: 'JWT', kid: kidOf(by) };
      const reasons = ['algorithm_refused', 'signature_invalid'];
      await refusedByAll(world, (claims) => craft(header, claims, signer(by)), reasons);
      await refusedByAll(world, (claims) => craft(header, claims, signer(alg)), 'algorithm_refused');
    });

    it.each(['HS384', 'RS512', 'PS512', 'ES384', 'ES256K', 'Ed448', 'RSA1_5', 'dir'])(
      '%s, which the issuer does not use, is refused',
      (alg) => refusedByAll(world, (claims) => craft({ alg }, claims, signer('RS256')), 'algorithm_refused'),
    );
  });
});

describe(catalogued(9), () => {
  const world = { server: attackedServer(() => trusting([bySetFile], asymmetricOnly)), genuine };
  const [mine, kid] = [rsa(), kidOf('RS256')];
  const certificate = mine.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

  const headers = (url: string): readonly (readonly [string, object])[] => [
    ['jwk', { jwk: jwk(mine.publicKey, kid) }],
    ['jku', { jku: url }],
    ['x5u', { x5u: url }],
    ['x5c', { x5c: [certificate] }],
    ['x5t', { x5t: encode('thumbprint'), 'x5t#S256': encode('thumbprint') }],
    ['all of them', { jwk: jwk(mine.publicKey, kid), jku: url, x5u: url, x5c: [certificate] }],
  ];

  it.each(headers('').map(([name]) => name))(
    '%s gives the attacker no key, and nothing is fetched',
    async (name) => {
      const trap = await jwksServer({ keys: [jwk(mine.publicKey, kid)] });
      try {
        const more = headers(trap.url.href).find(([one]) => one === name)?.[1] ?? {};
        for (const named of [{ kid }, { kid: 'new' }, {}]) {
          const header = { alg: 'RS256', typ: 'JWT', ...named, ...more };
          const forged = (claims: Claims) => craft(header, claims, signing('RS256', mine.privateKey));
          await refusedByAll(world, forged, ['signature_invalid', 'unknown_key']);
        }
        await acceptedByAll(world, (claims) => signedBy('RS256', claims, more));
        expect(trap.requests()).toBe(0);
      } finally {
        await trap.stop();
      }
    },
  );
});
