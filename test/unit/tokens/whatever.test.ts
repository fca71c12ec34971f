import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenVerifier, type Verified } from '../../../src/tokens/verifier.ts';
import { check, claims, craft, ec, ed25519, HEADER, issuer, NOW_MS, pem, rsa, signing } from './crafted.ts';

const [pair, curve, edwards] = [rsa(), ec('prime256v1'), ed25519()];
const everyKind = issuer({
  algorithms: ['HS256', 'RS256', 'ES256', 'EdDSA'],
  keys: [
    ...issuer().keys,
    { kind: 'pem', pem: pem(pair.publicKey) },
    { kind: 'pem', pem: pem(curve.publicKey) },
    { kind: 'pem', pem: pem(edwards.publicKey) },
  ],
});
const verifier = await createTokenVerifier([everyKind], { now: () => NOW_MS });

const isAnswer = (verified: Verified) =>
  verified.ok ? typeof verified.credential.sessionId === 'string' : typeof verified.reason === 'string';
const answers = async (token: string) => {
  expect(await verifier.verify(token)).toSatisfy(isAnswer);
};

describe('whatever the string', () => {
  const unsigned = { sub: 'u1', sid: undefined };
  const tokens = [
    ['HS256', craft(HEADER, claims(unsigned))],
    ['RS256', craft({ alg: 'RS256' }, claims(unsigned), signing('RS256', pair.privateKey))],
    ['ES256', craft({ alg: 'ES256' }, claims(unsigned), signing('ES256', curve.privateKey))],
    ['EdDSA', craft({ alg: 'EdDSA' }, claims(unsigned), signing('EdDSA', edwards.privateKey))],
  ] as const;

  it('verify answers, neither throwing nor rejecting', async () => {
    const part = fc.oneof(
      fc.base64String().map((text) => text.replaceAll('=', '')),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.string({ unit: 'binary' }),
    );
    const strings = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
      fc.mixedCase(fc.constantFrom(...tokens.map(([, token]) => token))),
    );
    await fc.assert(fc.asyncProperty(strings, answers), { numRuns: 2_000 });
  });

  it('verify answers to any JSON as header and payload, properly signed', async () => {
    const names = fc.constantFrom(
      'exp',
      'iat',
      'nbf',
      'sub',
      'sid',
      'jti',
      'tid',
      'email',
      'aud',
      'iss',
      '__proto__',
    );
    const payloads = fc.dictionary(
      names,
      fc.oneof(fc.jsonValue(), fc.constant(NOW_MS / 1000 + 60), fc.double()),
    );
    const headers = fc.oneof(fc.constant(HEADER), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(headers, payloads, async (header, payload) => {
        await answers(craft(JSON.stringify(header), JSON.stringify({ exp: NOW_MS / 1000 + 60, ...payload })));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(tokens)('no change of one character of an %s token proves another identity', async (_, token) => {
    const honest = await verifier.verify(token);
    expect(honest).toMatchObject({ ok: true });
    const alphabet = [
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
      ...'=.+/ \n\0é\ud800',
    ];
    let proven = 0;
    for (let at = 0; at < token.length; at++) {
      for (const character of alphabet) {
        for (const end of [at, at + 1]) {
          const changed = token.slice(0, at) + character + token.slice(end);
          if (changed === token) continue;
          const verified = await verifier.verify(changed);
          if (verified.ok) {
            proven++;
            expect(verified).toEqual(honest);
          }
        }
      }
    }
    expect(proven).toBe(0);
  });

  it('no deletion or swap does either', async () => {
    const token = tokens[0][1];
    for (let at = 0; at < token.length; at++) {
      const [here = '', next = ''] = [token[at], token[at + 1]];
      const swapped = token.slice(0, at) + next + here + token.slice(at + 2);
      for (const changed of [
        token.slice(0, at) + token.slice(at + 1),
        swapped,
        token.slice(at + 1),
        token.slice(0, at),
      ]) {
        if (changed !== token) expect(await check(changed, [everyKind])).toMatchObject({ ok: false });
      }
    }
  });
});
