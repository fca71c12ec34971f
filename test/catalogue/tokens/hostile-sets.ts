/** What stands at the URL of a JWK set, in bad hands or broken. */
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { SECRET } from '../../support/server.ts';
import { ec, rsa } from '../../unit/tokens/crafted.ts';
import { jwk } from '../../unit/tokens/jwks-server.ts';

export const [good, foreign, weak, leaked] = [rsa(), rsa(), rsa(512), rsa()];
export const elliptic = ec('prime256v1');
const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');
/** Good keys at their end, for a client that would read so far. */
const END = JSON.stringify({ keys: [jwk(good.publicKey, 'k')] });
const BOMB = gzipSync(Buffer.concat([Buffer.alloc(50 * 1024 * 1024, ' '), Buffer.from(END)]));

const set =
  (...keys: readonly object[]): RequestListener =>
  (_, response) =>
    void response.end(JSON.stringify({ keys }));

/** Sets of which nothing can be used: nobody can say what a token of theirs is worth. */
export const unusable: Readonly<Record<string, RequestListener>> = {
  'a redirect to a set': (_, response) => void response.writeHead(302, { location: '/good' }).end(),
  'a permanent redirect': (_, response) => void response.writeHead(308, { location: '/good' }).end(),
  '50 MB': (_, response) => {
    let left = 50;
    const more = () => {
      while (left-- > 0) if (!response.write(MEGABYTE)) return;
      response.end(END);
    };
    response.on('drain', more);
    more();
  },
  'a gzip bomb of 50 MB': (_, response) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  '101 keys': set(...Array.from({ length: 101 }, () => jwk(good.publicKey, 'k'))),
  'a web page': (_, response) => void response.end('<html>'),
  'a set that is none': (_, response) => void response.end('{"keys":{"0":{}}}'),
  'nothing, with 204': (_, response) => void response.writeHead(204).end(),
  'a connection that breaks': (_, response) => void response.socket?.destroy(),
};
const spare = jwk(good.publicKey, 'spare');
/** Sets that can be read, with one good key and one that proves nothing. */
export const readable: Readonly<Record<string, RequestListener>> = {
  good: set(jwk(good.publicKey, 'k')),
  oct: set({ kty: 'oct', k: Buffer.from(SECRET).toString('base64url'), kid: 'k', alg: 'HS256' }, spare),
  weak: set(jwk(weak.publicKey, 'k'), spare),
  private: set(jwk(leaked.privateKey, 'k'), spare),
  encryption: set({ ...jwk(foreign.publicKey, 'k'), use: 'enc' }, spare),
  'other uses': set({ ...jwk(foreign.publicKey, 'k'), key_ops: ['encrypt', 'wrapKey'] }, spare),
  'another algorithm': set({ ...jwk(foreign.publicKey, 'k'), alg: 'RS512' }, spare),
  broken: set({ kty: 'RSA', kid: 'k', n: 'AA', e: 'AA' }, { kty: 'XYZ', kid: 'k' }, spare),
  'a kid that is none': set({ ...jwk(foreign.publicKey), kid: ['k'] }, spare),
  twice: set(jwk(elliptic.publicKey, 'k'), jwk(weak.publicKey, 'k'), jwk(good.publicKey, 'k')),
};
