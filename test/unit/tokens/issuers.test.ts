import { describe, expect, it } from 'vitest';
import { check, claims, craft, HEADER, hmac, issuer, refused } from './crafted.ts';

const [KEY_A, KEY_B] = [Buffer.alloc(32, 'a'), Buffer.alloc(32, 'b')];
const a = issuer({ name: 'a', iss: 'https://a', keys: [{ kind: 'secret', secret: KEY_A, kid: 'ka' }] });
const b = issuer({ name: 'b', iss: 'https://b', keys: [{ kind: 'secret', secret: KEY_B, kid: 'kb' }] });
const signed = (key: Buffer, more: object, header: object = HEADER) => craft(header, claims(more), hmac(key));

describe('of several issuers', () => {
  it('29: each has its own users and sessions, equal names or not', async () => {
    const first = await check(signed(KEY_A, { iss: 'https://a' }), [a, b]);
    const second = await check(signed(KEY_B, { iss: 'https://b' }), [a, b]);
    expect(first).toMatchObject({ credential: { issuer: 'a', subject: 'u1', sessionId: 's1' } });
    expect(second).toMatchObject({ credential: { issuer: 'b', subject: 'u1', sessionId: 's1' } });
  });

  it('28: none signs for another', async () => {
    expect(await check(signed(KEY_A, { iss: 'https://b' }), [a, b])).toEqual(refused('signature_invalid'));
    expect(await check(signed(KEY_B, { iss: 'https://a' }), [a, b])).toEqual(refused('signature_invalid'));
    expect(await check(signed(KEY_A, { iss: 'https://b' }, { ...HEADER, kid: 'ka' }), [a, b])).toEqual(
      refused('unknown_key'),
    );
  });

  it('one without iss takes tokens of any, and the first in order whose key proves it decides', async () => {
    const any = { ...b, name: 'any', iss: null };
    expect(await check(signed(KEY_B, { iss: 'https://b' }), [any, b])).toMatchObject({
      credential: { issuer: 'any' },
    });
    expect(await check(signed(KEY_B, { iss: 'https://b' }), [b, any])).toMatchObject({
      credential: { issuer: 'b' },
    });
    expect(await check(signed(KEY_B, { iss: 'https://c' }), [b, any])).toMatchObject({
      credential: { issuer: 'any' },
    });
    expect(await check(signed(KEY_B, {}), [a, b, any])).toMatchObject({ credential: { issuer: 'any' } });
  });

  it('two may differ by their audience alone', async () => {
    const web = { ...a, name: 'web', aud: ['web'] };
    const api = { ...a, name: 'api', aud: ['api'] };
    const token = signed(KEY_A, { iss: 'https://a', aud: 'api' });
    expect(await check(token, [web, api])).toMatchObject({ credential: { issuer: 'api' } });
    expect(await check(signed(KEY_A, { iss: 'https://a', aud: 'x' }), [web, api])).toEqual(
      refused('audience_refused'),
    );
  });

  it("the first whose key proves it also says no: a token is never another issuer's for want of a claim", async () => {
    const bound = { ...a, iss: null, tenants: ['t1'] };
    const free = { ...a, name: 'free', iss: null };
    expect(await check(signed(KEY_A, { tid: 't2' }), [bound, free])).toEqual(refused('tenant_refused'));
  });

  it('each has its own maximum lifetime', async () => {
    const short = { ...a, maxLifetimeSeconds: 60 };
    expect(await check(signed(KEY_A, { iss: 'https://a' }), [short, b])).toEqual(
      refused('lifetime_too_long'),
    );
    expect(await check(signed(KEY_B, { iss: 'https://b' }), [short, b])).toMatchObject({
      credential: { maxLifetimeMs: 30 * 86_400_000 },
    });
  });

  it.each([
    ['issuer_refused', 'no iss fits', { iss: 'https://c' }, HEADER, [a, b]],
    ['algorithm_refused', 'its iss fits, its algorithm not', { iss: 'https://a' }, { alg: 'HS384' }, [a, b]],
    [
      'unknown_key',
      'iss and algorithm fit, its kid is unknown',
      { iss: 'https://a' },
      { ...HEADER, kid: 'x' },
      [b, a],
    ],
    ['signature_invalid', 'all fit but the signature', { iss: 'https://a' }, HEADER, [b, a]],
    [
      'audience_refused',
      'its aud fits none',
      { iss: 'https://a', aud: 'x' },
      HEADER,
      [{ ...a, aud: ['y'] }, b],
    ],
  ] as const)('the reason is the most telling one: %s where %s', async (reason, _, more, header, issuers) => {
    expect(await check(signed(Buffer.alloc(32, 'c'), more, header), issuers)).toEqual(refused(reason));
  });

  it('and without any, nothing is valid', async () => {
    expect(await check(signed(KEY_A, {}), [])).toEqual(refused('issuer_refused'));
  });
});

describe('34: while a secret is rotated', () => {
  const keys = (...secrets: Buffer[]) => [
    issuer({ keys: secrets.map((secret) => ({ kind: 'secret', secret }) as const) }),
  ];

  it('old and new both count, and the old one no longer once it is gone', async () => {
    expect(await check(signed(KEY_A, {}), keys(KEY_B, KEY_A))).toMatchObject({ ok: true });
    expect(await check(signed(KEY_B, {}), keys(KEY_B, KEY_A))).toMatchObject({ ok: true });
    expect(await check(signed(KEY_A, {}), keys(KEY_B))).toEqual(refused('signature_invalid'));
  });
});
