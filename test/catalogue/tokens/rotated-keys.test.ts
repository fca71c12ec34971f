/** A key that was rotated out proves nothing any more, and the sessions that it began go on (RFC 7517, section 4.5). */
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFile } from '../../support/config-file.ts';
import { gsm } from '../../support/logouts.ts';
import { temporaryFolder } from '../../support/server.ts';
import { ownServer } from '../../support/shared-server.ts';
import { until } from '../../support/until.ts';
import { craft, hmac, pem, rsa, signing } from '../../unit/tokens/crafted.ts';
import { jwk, jwksServer } from '../../unit/tokens/jwks-server.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, claimsOf, logsOut, newVictim, refusedByAll } from './attacked.ts';
import { fastClock } from './fast-clock.ts';
import { UNLIMITED } from './served.ts';

const [old, next] = [rsa(), rsa()];
const secrets = {
  old: 'the-secret-that-was-rotated-out-0123456789',
  next: 'the-secret-that-took-its-place-0123456789',
};
type Generation = keyof typeof secrets;
const signers = {
  HS256: (by: Generation) => hmac(Buffer.from(secrets[by])),
  RS256: (by: Generation) => signing('RS256', { old, next }[by].privateKey),
};
const made = (alg: keyof typeof signers, by: Generation, header: object) => (claims: Claims) =>
  craft({ alg, ...header }, claims, signers[alg](by));
const setOf = (...generations: readonly Generation[]) => ({
  keys: generations.map((by) => jwk({ old, next }[by].publicKey, by)),
});

/** The settings of one issuer with the keys of these generations, in each way of naming them. */
const ways = {
  'by secret': ['HS256', (by: Generation) => [{ secretEnv: `SECRET_${by.toUpperCase()}` }], {}],
  'by PEM with kid': ['RS256', (by: Generation) => [{ pemFile: `${by}.pem`, kid: by }], { kid: 'old' }],
  'by JWK set': ['RS256', (by: Generation) => [{ jwksFile: `${by}.json` }], { kid: 'old' }],
} as const;

const settings = (algorithm: string, keys: readonly object[]) => ({
  ...UNLIMITED,
  LOGOUTD_JWT_SECRET: '',
  SECRET_OLD: secrets.old,
  SECRET_NEXT: secrets.next,
  LOGOUTD_CONFIG: configFile(
    { issuers: [{ name: 'default', algorithms: [algorithm], keys }] },
    {
      'old.pem': pem(old.publicKey),
      'next.pem': pem(next.publicKey),
      'old.json': JSON.stringify(setOf('old')),
      'next.json': JSON.stringify(setOf('next')),
    },
  ),
});

describe(catalogued(34), () => {
  it.each(Object.entries(ways))(
    '%s: both count while it is rotated, and then the new one alone',
    async (_, way) => {
      const [alg, keysOf, header] = way;
      const folder = temporaryFolder();
      const byOld = made(alg, 'old', header);
      const byNext = made(alg, 'next', 'kid' in header ? { kid: 'next' } : {});

      const both = await ownServer({ folder, env: settings(alg, [...keysOf('next'), ...keysOf('old')]) });
      const during = { server: () => both, genuine: byNext };
      await acceptedByAll(during, byOld);
      const begunByOld = await newVictim(during);
      await both.stop();

      const alone = await ownServer({ folder, env: settings(alg, keysOf('next')) });
      const after = { server: () => alone, genuine: byNext };
      await refusedByAll(after, byOld, 'kid' in header ? 'unknown_key' : 'signature_invalid');
      expect((await gsm(alone, byOld(begunByOld))).status).toBe(401);
      await logsOut(after, begunByOld);
    },
    // Two servers are started.
    60_000,
  );

  it('at a URL: it is forgotten once the set is fetched again, while the server runs', async (context) => {
    // The cool-down of a fetch passes within a second.
    const clock = fastClock(context);
    const jwks = await jwksServer(setOf('old'));
    onTestFinished(() => jwks.stop());
    const server = await ownServer({ env: { ...clock, ...settings('RS256', [{ jwksUrl: jwks.url.href }]) } });
    const [byOld, byNext] = [made('RS256', 'old', { kid: 'old' }), made('RS256', 'next', { kid: 'next' })];
    const world = { server: () => server, genuine: byNext };
    expect((await gsm(server, byOld(claimsOf()))).status).toBe(200);
    jwks.serve(setOf('next'));
    await until('the new key is known', async () => (await gsm(server, byNext(claimsOf()))).status === 200);
    await refusedByAll(world, byOld, 'unknown_key');
    await acceptedByAll(world, byNext);
  });
});
