/** `exp`, `nbf`, `iat` and the longest lifetime, at every edge and on any clock, in whole milliseconds. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createTokenVerifier } from '../../../src/tokens/verifier.ts';
import { craft, HEADER, issuer } from './crafted.ts';

// Thousands of runs, on machines that may be slow.
vi.setConfig({ testTimeout: 120_000 });

/** From 1970 to the year 5138. */
const clocks = fc.integer({ min: 0, max: 99_999_999_999_999 });
/** Near the edges, and anywhere. */
const offsets = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: 28, max: 32 }),
  fc.integer({ min: -100_000, max: 100_000 }),
);
const lifetimes = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 400 * 86_400 }));

async function reasonAt(nowMs: number, claims: object, maxLifetimeSeconds: number): Promise<string> {
  const verifier = await createTokenVerifier([issuer({ maxLifetimeSeconds })], { now: () => nowMs });
  const verified = await verifier.verify(craft(HEADER, { sub: 'u', sid: 's', ...claims }));
  return verified.ok ? 'accepted' : verified.reason;
}

describe('a time', () => {
  it('of any kind is held to its edge, to the millisecond', async () => {
    const seen = new Set<string>();
    const optional = fc.option(offsets, { nil: undefined });
    const property = fc.asyncProperty(
      fc.record({ nowMs: clocks, exp: offsets, nbf: optional, iat: optional, most: lifetimes }),
      async ({ nowMs, exp, nbf, iat, most }) => {
        const now = Math.floor(nowMs / 1000);
        const at = (by: number | undefined) => (by === undefined ? {} : { at: now + by });
        const [expiry, start, issue] = [now + exp, at(nbf).at, at(iat).at];
        const expected = wanted({ nowMs, exp: expiry, nbf: start, iat: issue, most });
        seen.add(expected);
        expect(await reasonAt(nowMs, { exp: expiry, nbf: start, iat: issue }, most)).toBe(expected);
      },
    );
    await fc.assert(property, { numRuns: 2_500 });
    expect([...seen].sort()).toEqual(['accepted', 'expired', 'lifetime_too_long', 'not_yet_valid']);
  });

  it('counts to its last millisecond, and not in the next', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1_000, max: 9_999_999_999 }), async (second) => {
        const day = 86_400;
        const [edge, leeway] = [second * 1000, (second - 30) * 1000];
        const [expiring, starting] = [{ exp: second }, { exp: second + day, nbf: second, iat: second }];
        expect(await reasonAt(edge - 1, expiring, 2 * day)).toBe('accepted');
        expect(await reasonAt(edge, expiring, 2 * day)).toBe('expired');
        expect(await reasonAt(leeway, starting, 2 * day)).toBe('accepted');
        expect(await reasonAt(leeway - 1, starting, 2 * day)).toBe('not_yet_valid');
        const lived = { iat: second, exp: second + day };
        expect(await reasonAt(edge, lived, day)).toBe('accepted');
        expect(await reasonAt(edge, lived, day - 1)).toBe('lifetime_too_long');
      }),
      { numRuns: 200 },
    );
  });

  it('that a clock cannot tell is never taken for good', async () => {
    for (const nowMs of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await reasonAt(nowMs, { exp: Number.MAX_SAFE_INTEGER }, 86_400)).toBe('expired');
    }
  });
});

interface Times {
  readonly nowMs: number;
  readonly exp: number;
  readonly nbf: number | undefined;
  readonly iat: number | undefined;
  readonly most: number;
}

/** By integers that never round. */
function wanted({ nowMs, exp, nbf, iat, most }: Times): string {
  const ms = (seconds: number): bigint => BigInt(seconds) * 1000n;
  const now = BigInt(nowMs);
  if (ms(exp) <= now) return 'expired';
  if ([nbf, iat].some((one) => one !== undefined && ms(one) > now + 30_000n)) return 'not_yet_valid';
  return ms(exp) - (iat === undefined ? now : ms(iat)) > ms(most) ? 'lifetime_too_long' : 'accepted';
}
