/** Nothing counts that the issuer's key did not sign, as the model says and as jose says. */
import fc from 'fast-check';
import { compactVerify } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { createTokenVerifier } from '../../../src/tokens/verifier.ts';
import { payloads, tokens } from './arbitrary.ts';
import { craft, NOW, NOW_MS } from './crafted.ts';
import { everyKind, type Kind, kinds, modelled, signerOf } from './every-kind.ts';
import { isCredential } from './model.ts';
import { mutation } from './mutations.ts';

// Thousands of runs, on machines that may be slow.
vi.setConfig({ testTimeout: 120_000 });

const verifier = await createTokenVerifier([everyKind()], { now: () => NOW_MS });

describe('whatever is in a token, and whoever signed it,', () => {
  it('it counts if and only if the model says so', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(tokens, async (token) => {
        const { ok } = await verifier.verify(token);
        counted += Number(ok);
        expect(ok).toBe(isCredential(token, modelled));
      }),
      { numRuns: 1_500 },
    );
    // Else the property would hold of a guard that refuses all.
    expect(counted).toBeGreaterThan(100);
  });

  it('and jose finds its signature good where it counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), payloads, async (alg, payload) => {
        const token = craft({ alg }, payload, signerOf(alg, 'own'));
        if (!(await verifier.verify(token)).ok) return;
        const keys = modelled.keys.filter((one) => one.alg === alg);
        const verified = await Promise.any(
          keys.map(({ key }) => compactVerify(token, key, { algorithms: [alg] })),
        );
        expect(Buffer.from(verified.payload).toString()).toBe(payload);
      }),
      { numRuns: 500 },
    );
  });
});

describe('of a token that was signed,', () => {
  const claims = [
    { sub: 'u1', sid: 's1', exp: NOW + 60 },
    { sub: 'u2', exp: NOW + 3_600, iat: NOW },
    { sub: 'u1', sid: 's1', exp: NOW - 60 },
  ];
  const signed = kinds.flatMap((alg: Kind) =>
    claims.map((one) => craft({ alg, typ: 'JWT' }, one, signerOf(alg, 'own'))),
  );

  it('no change counts, but for the other signature of ECDSA', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(mutation(signed), async (token) => {
        const { ok } = await verifier.verify(token);
        expect(ok).toBe(isCredential(token, modelled));
        if (!ok) return;
        counted += 1;
        const signedPart = token.slice(0, token.lastIndexOf('.') + 1);
        const original = signed.find((one) => one.startsWith(signedPart));
        expect(original, 'its signed part was signed').toBeDefined();
        const isEcdsa = Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').includes('"ES');
        if (!isEcdsa) expect(token).toBe(original);
      }),
      { numRuns: 3_000 },
    );
    expect(counted).toBeGreaterThan(10);
  });
});
