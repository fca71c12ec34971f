import type { KeyObject } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTokenVerifier } from '../../../src/tokens/verifier.ts';
import { claims, craft, ec, issuer, NOW, NOW_MS, refused, rsa, SECRET, signing } from './crafted.ts';
import { type JwksServer, jwk, jwksServer } from './jwks-server.ts';

const [first, second] = [rsa(), rsa()];
const MINUTE = 60_000;
const far = claims({ exp: NOW + 20 * 86_400 });
const token = (key: KeyObject, kid?: string) =>
  craft({ alg: 'RS256', ...(kid ? { kid } : {}) }, far, signing('RS256', key));
const byFirst = token(first.privateKey, 'k1');
const bySecond = token(second.privateKey, 'k2');
const setOf = (...keys: readonly object[]) => ({ keys });
const one = setOf(jwk(first.publicKey, 'k1'));
const two = setOf(jwk(second.publicKey, 'k2'));

let servers: JwksServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});

async function serving(answer: RequestListener | object) {
  const server = await jwksServer(answer);
  servers.push(server);
  return server;
}

async function verifying(server: { readonly url: URL }, fetchTimeoutMs = 5_000) {
  let nowMs = NOW_MS;
  const failures: unknown[] = [];
  const keys = [{ kind: 'jwks-url', url: server.url }] as const;
  const verifier = await createTokenVerifier([issuer({ algorithms: ['RS256', 'ES256'], keys })], {
    now: () => nowMs,
    fetchTimeoutMs,
    onFetchFailed: (name, error) => failures.push([name, String(error)]),
  });
  onTestFinished(() => verifier.close());
  return {
    ...verifier,
    failures,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

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
    expect(server.requests()).toBe(1);
    pass(1);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect(await verify(byFirst)).toEqual(refused('unknown_key')), {
      interval: 5,
    });
    expect(server.requests()).toBe(2);
  });

  it('34: is waited for when it is an hour old: a key withdrawn long ago proves nothing', async () => {
    const server = await serving(one);
    const { verify, pass } = await verifying(server);
    await verify(byFirst);
    server.serve(two);
    pass(60 * MINUTE);
    expect(await verify(byFirst)).toEqual(refused('unknown_key'));
  });

  it('keeps its old keys while the server is down, however long, and takes new ones once it is back', async () => {
    const server = await serving(one);
    const { verify, pass, failures } = await verifying(server);
    await verify(byFirst);
    await server.stop();
    for (const ms of [11 * MINUTE, 3 * 60 * MINUTE, 10 * 24 * 60 * MINUTE]) {
      pass(ms);
      const tried = failures.length;
      expect(await verify(byFirst)).toMatchObject({ ok: true });
      await vi.waitFor(() => expect(failures.length).toBe(tried + 1), { interval: 5 });
    }
    server.serve(two);
    await server.restart();
    pass(30_000);
    expect(await verify(bySecond)).toMatchObject({ ok: true });
  });

  it.each([
    ['an error', (_, response) => response.writeHead(500).end()],
    ['a web page', (_, response) => response.end('<html>')],
    ['an empty 204', (_, response) => response.writeHead(204).end()],
    [
      'a broken body',
      (_, response) =>
        response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
    ],
    ['no JWK set', (_, response) => response.end('{"keys":{}}')],
    [
      '101 keys',
      (_, response) => response.end(JSON.stringify(setOf(...Array(101).fill(jwk(first.publicKey, 'k1'))))),
    ],
    ['10: more than 1 MiB', (_, response) => response.end(padded(1024 * 1024 + 1))],
    ['10: an endless body', (_, response) => endless(response)],
    ['10: a gzip bomb', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)],
    ['10: a redirect', (_, response) => response.writeHead(302, { location: '/jwks.json?again' }).end()],
  ] as [string, RequestListener][])('that answers with %s keeps its old keys too', async (_, answer) => {
    const server = await serving(one);
    const { verify, pass, failures } = await verifying(server);
    await verify(byFirst);
    server.serve(answer);
    pass(60 * MINUTE);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    expect(failures).toHaveLength(1);
    expect(server.requests()).toBe(2);
  });

  it('may have 1 MiB', async () => {
    const { verify } = await verifying(await serving((_, response) => response.end(padded(1024 * 1024))));
    expect(await verify(byFirst)).toMatchObject({ ok: true });
  });

  it('10: does not follow a redirect to where the keys are', async () => {
    const elsewhere = await serving(one);
    const server = await serving((_, response) =>
      response.writeHead(302, { location: elsewhere.url.href }).end(),
    );
    const { verify } = await verifying(server);
    expect(await verify(byFirst)).toEqual(refused('keys_unavailable'));
    expect(elsewhere.requests()).toBe(0);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['never ends its body', (_, response) => void response.writeHead(200).write('{"keys":[')],
  ])('10: that %s is given up', async (_, answer) => {
    const { verify, failures } = await verifying(await serving(answer), 50);
    expect(await verify(byFirst)).toEqual(refused('keys_unavailable'));
    expect(String(failures)).toMatch(/^default,.*time/i);
  });
});

describe('keys that were never had', () => {
  it('are unavailable, which is no fault of the token, and tried again after five seconds', async () => {
    const server = await serving(one);
    await server.stop();
    const { verify, pass, failures } = await verifying(server);
    expect(await verify(byFirst)).toEqual(refused('keys_unavailable'));
    await server.restart();
    for (let index = 0; index < 20; index++)
      expect(await verify(byFirst)).toEqual(refused('keys_unavailable'));
    expect([server.requests(), failures.length]).toEqual([0, 1]);
    pass(5_000);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
  });

  it('do not keep another issuer, or another key of the same, from proving its own', async () => {
    const server = await serving(one);
    await server.stop();
    const curve = ec('prime256v1');
    const spki = curve.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const down = { kind: 'jwks-url', url: server.url } as const;
    const issuers = [
      issuer({ name: 'down', algorithms: ['RS256', 'ES256'], keys: [down, { kind: 'pem', pem: spki }] }),
      issuer({ name: 'up', keys: [{ kind: 'secret', secret: SECRET }] }),
    ];
    const verifier = await createTokenVerifier(issuers, { now: () => NOW_MS });
    const signed = (key: KeyObject) => craft({ alg: 'ES256' }, far, signing('ES256', key));
    expect(await verifier.verify(signed(curve.privateKey))).toMatchObject({ credential: { issuer: 'down' } });
    expect(await verifier.verify(craft({ alg: 'HS256' }, far))).toMatchObject({
      credential: { issuer: 'up' },
    });
    expect(await verifier.verify(signed(ec('prime256v1').privateKey))).toEqual(refused('keys_unavailable'));
  });

  it('are not fetched any more after close, and a fetch under way is given up', async () => {
    const server = await serving(() => {});
    const { verify, close, pass, failures } = await verifying(server);
    const asked = verify(byFirst);
    await vi.waitFor(() => expect(server.requests()).toBe(1), { interval: 5 });
    close();
    expect(await asked).toEqual(refused('keys_unavailable'));
    pass(MINUTE);
    expect(await verify(byFirst)).toEqual(refused('keys_unavailable'));
    expect([server.requests(), failures.length]).toEqual([1, 0]);
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

/** The set with the first key, in exactly so many bytes. */
function padded(bytes: number): string {
  const text = JSON.stringify(one);
  return text + ' '.repeat(bytes - text.length);
}

function endless(response: Parameters<RequestListener>[1]): void {
  const more = () => response.write(' '.repeat(65_536));
  response.on('drain', more);
  more();
}

const BOMB = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '));
