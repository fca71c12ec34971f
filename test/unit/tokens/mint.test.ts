import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CLAIMS } from '../../../src/tokens/issuer.ts';
import { type MintedToken, mintToken } from '../../../src/tokens/mint.ts';
import { check, issuer, NOW, NOW_MS, SECRET } from './crafted.ts';

const token = (more: Partial<MintedToken> = {}): string =>
  mintToken({
    secret: createSecretKey(SECRET),
    iss: null,
    claims: DEFAULT_CLAIMS,
    subject: 'u1',
    sid: 's1',
    tenant: 't1',
    email: 'u1@example.com',
    issuedAtMs: NOW_MS,
    expiresAtMs: NOW_MS + 86_400_000,
    ...more,
  });

const payloadOf = (text: string) => JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());

describe('a minted token', () => {
  it('verifies under its issuer and says what it was given', async () => {
    expect(await check(token())).toEqual({
      ok: true,
      credential: {
        issuer: 'default',
        subject: 'u1',
        sessionId: 's1',
        tenant: 't1',
        email: 'u1@example.com',
        issuedAtMs: NOW_MS,
        expiresAtMs: NOW_MS + 86_400_000,
        keyId: null,
        maxLifetimeMs: 30 * 86_400_000,
      },
    });
  });

  it('carries the iss, audience, kid and claim names of an issuer that asks for them', async () => {
    const claims = { subject: 'uid', session: '__proto__', token: 'tok', tenant: 'org', email: 'mail' };
    const strict = issuer({
      keys: [{ kind: 'secret', secret: SECRET, kid: 'k1' }],
      iss: 'https://a',
      aud: ['api'],
      claims,
    });
    const text = token({ iss: 'https://a', audience: 'api', kid: 'k1', claims });
    expect(await check(text, [strict])).toMatchObject({
      credential: { subject: 'u1', sessionId: 's1', tenant: 't1', email: 'u1@example.com' },
    });
  });

  it('writes nothing for what is null', () => {
    const text = token({ subject: null, sid: null, tenant: null, email: null, jti: 'j1' });
    expect(payloadOf(text)).toEqual({ jti: 'j1', iat: NOW, exp: NOW + 86_400 });
  });

  it('does not outlive what was asked for', async () => {
    expect(payloadOf(token({ issuedAtMs: NOW_MS + 999, expiresAtMs: NOW_MS + 60_999 }))).toMatchObject({
      iat: NOW,
      exp: NOW + 60,
    });
  });

  it('verifies whatever its values are', async () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(value, value, value, value, async (subject, sid, tenant, email) => {
        const verified = await check(token({ subject, sid, tenant, email }));
        expect(verified).toMatchObject({ ok: true, credential: { subject, tenant, email } });
        expect(verified.ok && [sid, `sid:${sid}`]).toContain(verified.ok && verified.credential.sessionId);
      }),
    );
  });
});
