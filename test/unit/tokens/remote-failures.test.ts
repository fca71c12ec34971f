import type { KeyObject } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { createTokenVerifier } from '../../../src/tokens/verifier.ts';
import { craft, ec, issuer, NOW_MS, refused, SECRET, signing } from './crafted.ts';
import { jwk } from './jwks-server.ts';
import { byFirst, bySecond, far, first, MINUTE, one, serving, setOf, two, verifying } from './remote.ts';

describe('a server that fails', () => {
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

  it.each([
    ['more than 100 keys in one set', JSON.stringify(setOf(...Array(101).fill(jwk(first.publicKey, 'k1'))))],
    ['the response has more than 1048576 bytes', ' '.repeat(1024 * 1024 + 1)],
  ])('is reported with its issuer, and what is wrong: %s', async (problem, text) => {
    const { verify, failures } = await verifying(await serving((_, response) => response.end(text)));
    expect(await verify(byFirst)).toEqual(refused('keys_unavailable'));
    expect(failures).toEqual([['default', expect.stringContaining(problem)]]);
  });

  it('and then hangs makes nobody wait who has the old keys', async () => {
    const server = await serving(one);
    const { verify, pass, failures } = await verifying(server);
    await verify(byFirst);
    server.serve((_, response) => response.writeHead(500).end());
    pass(60 * MINUTE);
    await verify(byFirst);
    expect(failures).toHaveLength(1);
    server.serve(() => {});
    pass(MINUTE);
    expect(await verify(byFirst)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(server.requests()).toBe(3), { interval: 5 });
    expect(failures).toHaveLength(1);
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
    const all = await Promise.all(Array.from({ length: 50 }, () => verify(byFirst)));
    expect(all).toEqual(Array(50).fill(refused('keys_unavailable')));
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
