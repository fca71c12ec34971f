/** Two tokens are of one session if and only if they name the same one, whatever the names are. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createTokenVerifier } from '../../../src/tokens/verifier.ts';
import { claims, craft, HEADER, issuer, NOW_MS } from './crafted.ts';

// Thousands of runs, on machines that may be slow.
vi.setConfig({ testTimeout: 120_000 });

const verifier = await createTokenVerifier([issuer()], { now: () => NOW_MS });

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc
    .tuple(
      fc.constantFrom('sid:', 'jti:', 'token:', 'sha256:', ''),
      fc.constantFrom('', 'a', 'sid:', 'jti:a', 'é', 'é'),
    )
    .map((parts) => parts.join('')),
  fc.integer({ min: 248, max: 255 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 240, max: 255 }).map((length) => `jti:${'x'.repeat(length - 4)}`),
);
/** `n` makes tokens differ that name no session. */
const names = fc.record({
  sid: fc.option(text, { nil: undefined }),
  jti: fc.option(text, { nil: undefined }),
  n: fc.nat({ max: 3 }),
});

const nameOf = ({
  sid,
  jti,
  n,
}: {
  readonly sid: string | undefined;
  readonly jti: string | undefined;
  readonly n: number;
}) => {
  if (sid) return `sid ${sid}`;
  return jti ? `jti ${jti}` : `token ${n}`;
};

async function sessionOf(more: object): Promise<string> {
  const verified = await verifier.verify(craft(HEADER, claims(more)));
  if (!verified.ok) throw new Error(verified.reason);
  return verified.credential.sessionId;
}

it('of any two names', async () => {
  await fc.assert(
    fc.asyncProperty(names, names, async (one, other) => {
      const same = (await sessionOf(one)) === (await sessionOf(other));
      const sameName = nameOf(one) === nameOf(other);
      // Without a name it is the token itself, `sid` and `jti` included.
      expect(same).toBe(
        sameName && (nameOf(one).startsWith('token') ? JSON.stringify(one) === JSON.stringify(other) : true),
      );
    }),
    { numRuns: 1_500 },
  );
});

it('and its id is never longer than a name may be, and is well-formed', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (one) => {
      const id = await sessionOf(one);
      expect([...id].length).toBeLessThanOrEqual(255);
      expect(id.isWellFormed()).toBe(true);
    }),
    { numRuns: 500 },
  );
});
