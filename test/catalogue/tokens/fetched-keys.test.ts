/** Keys from a URL that an attacker floods, or that has fallen into bad hands (RFC 7517; RFC 8725, section 3.10). */
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFile } from '../../support/config-file.ts';
import { stateOf } from '../../support/logouts.ts';
import { SECRET } from '../../support/server.ts';
import { token } from '../../support/tokens.ts';
import { craft, hmac, signing } from '../../unit/tokens/crafted.ts';
import { type JwksServer, jwksServer } from '../../unit/tokens/jwks-server.ts';
import { catalogued } from '../catalogued.ts';
import {
  acceptedByAll,
  type Claims,
  claimsOf,
  expectUnharmed,
  faultsAt,
  logsOut,
  newVictim,
  refusedByAll,
} from './attacked.ts';
import { byRefreshCookie, carriers, carry } from './carriers.ts';
import { elliptic, foreign, good, leaked, readable, unusable, weak } from './hostile-sets.ts';
import { attackedServer } from './served.ts';

const all: Readonly<Record<string, RequestListener>> = { ...unusable, ...readable };
const asPath = (name: string): string => `/${encodeURIComponent(name)}`;
const issOf = (name: string): string => `https://${encodeURIComponent(name)}.example`;

let jwks: JwksServer;
const asked = new Map<string, number>();
beforeAll(async () => {
  jwks = await jwksServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '/').slice(1));
    asked.set(name, (asked.get(name) ?? 0) + 1);
    (all[name] ?? ((_, nothing) => void nothing.writeHead(404).end()))(request, response);
  });
});
afterAll(() => jwks.stop());

/** An issuer for each set; and `up`, whose secret is at hand. */
const server = attackedServer(
  () => {
    const hostile = Object.keys(all).map((name) => ({
      name,
      iss: issOf(name),
      algorithms: ['RS256', 'ES256', 'HS256'],
      keys: [{ jwksUrl: new URL(asPath(name), jwks.url).href }],
    }));
    const up = {
      name: 'up',
      iss: issOf('up'),
      algorithms: ['HS256'],
      keys: [{ secretEnv: 'LOGOUTD_JWT_SECRET' }],
    };
    return { env: { LOGOUTD_CONFIG: configFile({ issuers: [up, ...hostile] }) } };
  },
  ({ msg, issuer }) => msg === 'the JWK set could not be fetched' && String(issuer) in unusable,
);
const upToken = (claims: Claims): string => token({ ...claims, iss: issOf('up') });
const up = { server, genuine: upToken, issuer: 'up' };
type Key = Parameters<typeof signing>[1];
const rs256 =
  (name: string, key: Key, header: object = { kid: 'k' }) =>
  (claims: Claims): string =>
    craft({ alg: 'RS256', ...header }, { ...claims, iss: issOf(name) }, signing('RS256', key));
const world = (name: string) => ({ server, genuine: rs256(name, good.privateKey), issuer: name });

/** How long after a fetch the next may begin. */
const COOL_DOWN_MS = 30_000;

describe(catalogued(8), () => {
  it('asks for the set once in a cool-down, wave after wave, and refuses each', async () => {
    const [flooded, victim] = [world('good'), await newVictim(world('good'))];
    await acceptedByAll(flooded, rs256('good', good.privateKey));
    const [before, startedAtMs] = [Number(asked.get('good')), Date.now()];
    for (let wave = 0; wave < 12; wave += 1) {
      const faults = await Promise.all(
        [...carriers, ...carriers, ...carriers].map(async (carrier, at) => {
          const forged = rs256('good', foreign.privateKey, { kid: `unknown-${wave}-${at}` })(victim);
          const seen = await carry(server(), carrier, forged);
          return faultsAt(carrier, seen, { status: 401, secrets: [forged] });
        }),
      );
      expect(faults.flat()).toEqual([]);
    }
    const coolDowns = Math.floor((Date.now() - startedAtMs) / COOL_DOWN_MS);
    expect(asked.get('good')).toBeLessThanOrEqual(before + 1 + coolDowns);
    await refusedByAll(flooded, rs256('good', foreign.privateKey, { kid: 'one-more' }), 'unknown_key');
    await logsOut(flooded, victim);
  });

  it('asks no more for bad signatures under a kid that it knows', async () => {
    await acceptedByAll(world('good'), rs256('good', good.privateKey));
    const before = asked.get('good');
    for (let at = 0; at < 10; at += 1) {
      await refusedByAll(world('good'), rs256('good', foreign.privateKey), 'signature_invalid');
    }
    expect(asked.get('good')).toBe(before);
  });
});

describe(catalogued(10), () => {
  // Decision 0007: where no set could ever be read, nobody can say, and the fault is the server's.
  it.each(Object.keys(unusable))('%s proves nothing and ends nothing', async (name) => {
    const victim = await newVictim({ server, genuine: upToken, issuer: name });
    for (const carrier of carriers) {
      const sent = rs256(name, good.privateKey)(victim);
      const seen = await carry(server(), carrier, sent);
      expect(faultsAt(carrier, seen, { status: 500, secrets: [sent] })).toEqual([]);
    }
    const beside = claimsOf();
    const along = rs256(name, good.privateKey)(victim);
    const seen = await carry(server(), byRefreshCookie, along, upToken(beside));
    expect(faultsAt(byRefreshCookie, seen, { status: 500, secrets: [along] })).toEqual([]);
    expect(await stateOf(server(), String(beside['sid']), 'up')).not.toBe('ended');
    await expectUnharmed({ server, genuine: upToken, issuer: name }, victim);
    // Eight at least have asked within the five seconds in which a failed fetch is not tried again.
    expect(asked.get(name)).toBeLessThanOrEqual(3);
  });

  it('no redirect is followed', async () => {
    await acceptedByAll(world('good'), rs256('good', good.privateKey));
    const before = asked.get('good');
    const forged = rs256('a redirect to a set', good.privateKey)(claimsOf());
    for (const carrier of carriers) expect((await carry(server(), carrier, forged)).status).toBe(500);
    expect(asked.get('good')).toBe(before);
  });

  it('none of them keeps the tokens of other issuers from being judged', () => acceptedByAll(up, upToken));

  const bySpare = (name: string) => ({
    ...world(name),
    genuine: rs256(name, good.privateKey, { kid: 'spare' }),
  });

  it('a secret that it publishes signs nothing', () =>
    refusedByAll(
      bySpare('oct'),
      (claims) =>
        craft({ alg: 'HS256', kid: 'k' }, { ...claims, iss: issOf('oct') }, hmac(Buffer.from(SECRET))),
      'unknown_key',
    ));

  it.each([
    ['an RSA key of 512 bits', 'weak', weak.privateKey],
    ['a private key', 'private', leaked.privateKey],
    ['a key for encryption', 'encryption', foreign.privateKey],
    ['a key for other operations', 'other uses', foreign.privateKey],
    ['a key for another algorithm', 'another algorithm', foreign.privateKey],
    ['a broken key', 'broken', foreign.privateKey],
    ['a key whose kid is no string', 'a kid that is none', foreign.privateKey],
  ] as const)('%s that it publishes proves nothing', (_, name, key) =>
    refusedByAll(bySpare(name), rs256(name, key), 'unknown_key'),
  );

  it('of keys with one kid each proves its own tokens, if it is fit to, and nobody else’s', async () => {
    const es256 = (claims: Claims): string =>
      craft(
        { alg: 'ES256', kid: 'k' },
        { ...claims, iss: issOf('twice') },
        signing('ES256', elliptic.privateKey),
      );
    await acceptedByAll(world('twice'), rs256('twice', good.privateKey));
    await acceptedByAll(world('twice'), es256);
    await refusedByAll(world('twice'), rs256('twice', weak.privateKey), 'signature_invalid');
    await refusedByAll(world('twice'), rs256('twice', foreign.privateKey), 'signature_invalid');
  });
});
