import { describe, expect, it, vi } from 'vitest';
import { claims, craft, NOW, NOW_MS, refused, rsa, SECRET, signing } from './crafted.ts';
import { jwk } from './jwks-server.ts';
import {
  byFirst,
  bySecond,
  far,
  first,
  MINUTE,
  one,
  second,
  serving,
  setOf,
  token,
  two,
  verifying,
} from './remote.ts';

describe('a JWK set at a URL', () => {
  it('is fetched when a token first needs it, once, however many ask', async () => {
    const server = await serving(one);
    const { verify } = await verifying(server);
    expect(server.requests()).toBe(0);
    const all = await Promise.all(Array.from({ length: 50 }, () => verify(byFirst)));
    expect(all.every(({ ok }) => ok)).toBe(true);
    await verify(byFirst);
    expect(server.requests()).toBe(1);
  });

  it('is not fetched for a token that its form, algorithm, issuer or time already refuses', async () => {
    const server = await serving(one);
    const { verify } = await verifying(server);
    await verify('a.b.c');
    await verify(craft({ alg: 'HS256', kid: 'k9' }, far));
    await verify(craft({ alg: 'RS256', kid: 'k9' }, claims({ exp: NOW - 1 })));
    expect(server.requests()).toBe(0);
  });

  it('8: is not fetched again for a flood of unknown kids', async () => {
    const server = await serving(one);
    const { verify, pass } = await verifying(server);
    await verify(byFirst);
    const flood = () =>
      Promise.all(Array.from({ length: 200 }, (_, index) => verify(token(second.privateKey, `x${index}`))));
    expect(new Set((await flood()).map((verified) => !verified.ok && verified.reason))).toEqual(
      new Set(['unknown_key']),
    );
    expect(server.requests()).toBe(1);
    pass(30_000);
    await flood();
    await flood();
    expect(server.requests()).toBe(2);
    pass(29_999);
    await flood();
    expect(server.requests()).toBe(2);
  });

  it('8: nor while fetching fails', async () => {
    const server = await serving(one);
    const { verify, pass, failures } = await verifying(server);
    await verify(byFirst);
    server.serve((_, response) => response.writeHead(503).end());
    pass(30_000);
    for (let index = 0; index < 20; index++) await verify(token(second.privateKey, `x${index}`));
    expect(server.requests()).toBe(2);
    expect(failures).toHaveLength(1);
    pass(30_000);
    for (let index = 0; index < 20; index++) await verify(token(second.privateKey, `x${index}`));
    expect(server.requests()).toBe(3);
  });

  it('8: nor for bad signatures under a kid that it has', async () => {
    const server = await serving(one);
    const { verify, pass } = await verifying(server);
    await verify(byFirst);
    pass(MINUTE);
    expect(await verify(token(second.privateKey, 'k1'))).toEqual(refused('signature_invalid'));
    expect(server.requests()).toBe(1);
  });

  it('34: gives a key added since, once the cool-down is over, and takes back one withdrawn', async () => {
    const server = await serving(one);
    const { verify, pass } = await verifying(server);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    server.serve(two);
    expect(await verify(bySecond)).toEqual(refused('unknown_key'));
    pass(30_000);
    expect(await verify(bySecond)).toMatchObject({ ok: true });
    expect(await verify(byFirst)).toEqual(refused('unknown_key'));
    expect(server.requests()).toBe(2);
  });

  it('34: is asked again for a token without kid that no key proves', async () => {
    const server = await serving(setOf(jwk(first.publicKey)));
    const { verify, pass } = await verifying(server);
    expect(await verify(token(first.privateKey))).toMatchObject({ ok: true });
    server.serve(setOf(jwk(second.publicKey)));
    pass(30_000);
    expect(await verify(token(second.privateKey))).toMatchObject({ ok: true });
    expect(server.requests()).toBe(2);
  });

  it('is renewed in the background when it is ten minutes old', async () => {
    const server = await serving(one);
    const { verify, pass } = await verifying(server);
    await verify(byFirst);
    server.serve(two);
    pass(10 * MINUTE - 1);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    // Ours comes after any that is under way.
    await fetch(server.url);
    expect(server.requests()).toBe(2);
    pass(1);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect(await verify(byFirst)).toEqual(refused('unknown_key')), {
      interval: 5,
    });
    expect(server.requests()).toBe(3);
  });

  it('34: is waited for when it is an hour old: a key withdrawn long ago proves nothing', async () => {
    const server = await serving(one);
    const { verify, pass } = await verifying(server);
    await verify(byFirst);
    server.serve(two);
    pass(60 * MINUTE);
    expect(await verify(byFirst)).toEqual(refused('unknown_key'));
  });
});

describe('the members of a fetched set', () => {
  it('10: count where they can; secrets, weak, private and broken ones are passed over', async () => {
    const weak = rsa(1024);
    const leaked = rsa();
    const keys = [
      { kty: 'oct', k: SECRET.toString('base64url'), kid: 'o1' },
      jwk(weak.publicKey, 'w1'),
      jwk(leaked.privateKey, 'p1'),
      { kty: 'RSA', kid: 'b1' },
      { kty: 'XYZ', kid: 'x1' },
      { ...jwk(first.publicKey), kid: 7 },
      jwk(first.publicKey, 'k1'),
    ];
    const { verify } = await verifying(await serving(setOf(...keys)));
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    expect(await verify(token(weak.privateKey, 'w1'))).toEqual(refused('unknown_key'));
    expect(await verify(token(leaked.privateKey, 'p1'))).toEqual(refused('unknown_key'));
    expect(await verify(craft({ alg: 'HS256', kid: 'o1' }, far))).toEqual(refused('algorithm_refused'));
  });

  it('10: are tried one by one where they share a kid', async () => {
    const server = await serving(setOf(jwk(second.publicKey, 'k1'), jwk(first.publicKey, 'k1')));
    const { verify } = await verifying(server);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    expect(await verify(token(second.privateKey, 'k1'))).toMatchObject({ ok: true });
    expect(await verify(token(rsa().privateKey, 'k1'))).toEqual(refused('signature_invalid'));
    expect(server.requests()).toBe(1);
  });

  it('may be none at all', async () => {
    const { verify } = await verifying(await serving(setOf()));
    expect(await verify(byFirst)).toEqual(refused('unknown_key'));
  });
});

describe('83: a clock that jumps', () => {
  it.each([
    ['back', -365 * 24 * 60 * MINUTE],
    ['forward', 5 * 24 * 60 * MINUTE],
  ])('%s does not stop fetching', async (_, ms) => {
    const server = await serving(one);
    const { verify, pass } = await verifying(server);
    await verify(byFirst);
    pass(ms);
    server.serve(two);
    const lasting = craft(
      { alg: 'RS256', kid: 'k2' },
      { sub: 'u1', exp: (NOW_MS + ms) / 1000 + 60 },
      signing('RS256', second.privateKey),
    );
    expect(await verify(lasting)).toMatchObject({ ok: true });
  });
});
