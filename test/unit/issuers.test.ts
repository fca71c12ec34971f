import { describe, expect, it } from 'vitest';
import { loneIssuer } from '../../src/config/issuers.ts';
import { knownIssuers } from '../../src/issuers.ts';
import { readSessionId } from '../../src/sessions/identity.ts';
import { digest } from '../../src/tokens/digest.ts';
import type { IssuerSettings } from '../../src/tokens/issuer.ts';
import { createTokenVerifier } from '../../src/tokens/verifier.ts';

const SECRET = 'a-secret-of-the-test-suite-0123456789';
const NOW_MS = 1_800_000_000_000;
const order = (sessionId: string) => ({
  subject: 'ada',
  sessionId: readSessionId(sessionId, digest),
  tenant: 'acme',
  email: 'ada@example.com',
  issuedAtMs: NOW_MS,
  expiresAtMs: NOW_MS + 3_600_000,
});

const mint = (sessionId: string, issuer: IssuerSettings = loneIssuer(SECRET)): string | null | undefined =>
  knownIssuers([issuer]).get(issuer.name)?.mint(order(sessionId));

describe('a token made for a registered session', () => {
  it.each(['abc', 'sid:jti:abc', 'jti:abc', 'x'.repeat(250)])('names the session %s', async (sessionId) => {
    const verifier = await createTokenVerifier([loneIssuer(SECRET)], { now: () => NOW_MS });
    const verified = await verifier.verify(mint(sessionId) ?? '');
    expect(verified).toMatchObject({
      ok: true,
      credential: { ...order(sessionId), expiresAtMs: NOW_MS + 3_600_000 },
    });
  });

  it.each(['token:abc', 'sha256:abc'])('cannot be made for %s, which only a digest names', (sessionId) => {
    expect(mint(sessionId)).toBeNull();
  });

  it('cannot be made without a secret, or where the issuer does not use HS256', () => {
    expect(mint('abc', { ...loneIssuer(SECRET), keys: [{ kind: 'jwks-file', path: 'x' }] })).toBeNull();
    expect(mint('abc', { ...loneIssuer(SECRET), algorithms: ['HS512'] })).toBeNull();
  });
});

describe('an issuer', () => {
  it('speaks for the tenants it lists, or for any if it lists none', () => {
    const issuers = knownIssuers([
      { ...loneIssuer(SECRET), tenants: ['acme'] },
      { ...loneIssuer(SECRET), name: 'any' },
    ]);
    expect(issuers.get('default')?.speaksFor('acme')).toBe(true);
    expect(issuers.get('default')?.speaksFor('other')).toBe(false);
    expect(issuers.get('any')?.speaksFor('other')).toBe(true);
  });
});
