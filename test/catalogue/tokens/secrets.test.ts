/** A secret that can be guessed or read somewhere proves nothing (RFC 8725, section 3.5; RFC 7518, section 3.2). */
import { describe, expect, it } from 'vitest';
import { configFile } from '../../support/config-file.ts';
import { SECRET } from '../../support/server.ts';
import { refusedStart } from '../../support/shared-server.ts';
import { token } from '../../support/tokens.ts';
import { craft, hmac, pem, rsa } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { type Claims, refusedByAll } from './attacked.ts';
import { attackedServer } from './served.ts';

/** Of token debuggers, tutorials, and RFC 7515 (appendix A.1). */
const PUBLISHED = [
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  '404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970',
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
];
const SHORT = ['s', 'secret', 'your-256-bit-secret', SECRET.slice(0, 31)];

const issuerWith = (key: object) => [{ name: 'default', algorithms: ['HS256'], keys: [key] }];
/** The ways to give a server its secret. */
const places = {
  'in its environment': (secret: string) => ({ LOGOUTD_JWT_SECRET: secret }),
  "in an issuer's variable": (secret: string) => ({
    LOGOUTD_JWT_SECRET: '',
    ISSUER_SECRET: secret,
    LOGOUTD_CONFIG: configFile({ issuers: issuerWith({ secretEnv: 'ISSUER_SECRET' }) }),
  }),
  'in a file': (secret: string) => ({
    LOGOUTD_JWT_SECRET: '',
    LOGOUTD_CONFIG: configFile({ issuers: issuerWith({ secretFile: 's.txt' }) }, { 's.txt': secret }),
  }),
} as const;

describe(catalogued(27), () => {
  it.each<readonly [string, string, keyof typeof places]>([
    ['a byte short', SECRET.slice(0, 31), 'in its environment'],
    ['30 bytes', 'é'.repeat(15), "in an issuer's variable"],
    ['one character', 'a'.repeat(64), 'in its environment'],
    ['few characters', 'abcabcab'.repeat(8), 'in a file'],
    ['published', PUBLISHED[0] ?? '', "in an issuer's variable"],
    ['published, in base64url', PUBLISHED[3] ?? '', 'in its environment'],
    ['published, in hexadecimal', PUBLISHED[2] ?? '', 'in a file'],
    ['a public key', pem(rsa().publicKey), 'in its environment'],
  ])('no server starts in production with one that is %s', async (_, secret, place) => {
    const { status, output } = await refusedStart({ env: places[place](secret) });
    expect(status).toBe(78);
    expect(output).toMatch(/^logoutd cannot start/);
    expect(output).not.toContain(secret);
  });

  const world = { server: attackedServer(), genuine: (claims: Claims) => token(claims) };
  it.each([
    ...SHORT,
    ...PUBLISHED,
    '',
    'null',
    'undefined',
    'LOGOUTD_JWT_SECRET',
    'changeme',
    SECRET.slice(0, -1),
    `${SECRET}\n`,
    SECRET.toUpperCase(),
    Buffer.from(SECRET).toString('base64'),
    Buffer.from(SECRET, 'base64').toString('latin1'),
  ])('a token that %j signed is refused', async (secret) => {
    for (const [alg, hash] of [
      ['HS256', 'sha256'],
      ['HS512', 'sha512'],
    ] as const) {
      const signer = hmac(Buffer.from(secret, 'latin1'), hash);
      await refusedByAll(world, (claims) => craft({ alg, typ: 'JWT' }, claims, signer), 'signature_invalid');
    }
  });
});
