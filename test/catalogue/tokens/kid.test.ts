/** A `kid` is a name, compared and nothing else (RFC 7515, section 4.1.4; RFC 8725, section 3.10). */
import { describe, it } from 'vitest';
import { craft, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, refusedByAll } from './attacked.ts';
import { byPem, bySecret, signedBy, signer, trusting } from './keys.ts';
import { attackedServer } from './served.ts';

const server = attackedServer(() => trusting([bySecret, ...byPem]));
const world = { server, genuine: (claims: Claims) => signedBy('HS256', claims) };
/** By the right secret; and by an empty one, which is what a file or a row that is not there would give. */
const signers = [signer('HS256'), hmac(Buffer.alloc(0))];

async function refusedWithKid(kid: unknown, reason: string): Promise<void> {
  for (const sign of signers) {
    await refusedByAll(world, (claims) => craft({ alg: 'HS256', typ: 'JWT', kid }, claims, sign), reason);
  }
}

describe(catalogued(6), () => {
  it.each([
    '/dev/null',
    '../../../../../../dev/null',
    '/proc/self/environ',
    'file:///etc/passwd',
    'data/development-secrets.json',
    'RS256.pem',
    'http://127.0.0.1:9/key',
    "' OR 1=1 --",
    "x' UNION SELECT 'secret' --",
    "'; DROP TABLE sessions; --",
    '$(id)',
    '| id',
    'sid:session',
    'jti:x',
    'sha256:x',
    'session:default:s1',
    'LOGOUTD_JWT_SECRET',
    '*',
    'key-of-%',
  ])('%j is the name of no key', (kid) => refusedWithKid(kid, 'unknown_key'));
});

describe(catalogued(7), () => {
  it.each([
    ['the length of a name', 'k'.repeat(255)],
    ['NUL', '\0'],
    ['the right name and NUL', 'key-of-HS256\0'],
    ['the right name and NUL and more', 'key-of-HS256\0.pem'],
    ['a line break', 'key-of-HS256\n'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
    ['half a surrogate pair', '\ud800'],
    ['nothing', ''],
    ['the right name in another case', 'KEY-OF-HS256'],
    ['the right name and a space', 'key-of-HS256 '],
    ['the right name in full width', 'ｋey-of-HS256'],
  ])('%s is the name of no key', (_, kid) => refusedWithKid(kid, 'unknown_key'));

  it.each([
    ['10 KB', 'k'.repeat(10_240)],
    ['10 KB of NUL', '\0'.repeat(1700)],
    ['one character too many', 'k'.repeat(256)],
    ['a number', 1],
    ['null', null],
    ['an array with the right name', ['key-of-HS256']],
    ['an object', { toString: 'key-of-HS256' }],
  ])('%s is malformed', (_, kid) => refusedWithKid(kid, 'malformed'));

  it('__proto__ as a member brings none either', async () => {
    const header = '{"alg":"HS256","__proto__":{"kid":"key-of-HS256"}}';
    await acceptedByAll(world, (claims) => craft(header, claims, signer('HS256')));
    const empty = hmac(Buffer.alloc(0));
    await refusedByAll(world, (claims) => craft(header, claims, empty), 'signature_invalid');
  });
});
