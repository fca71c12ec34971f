/** Whose token it is, and for whom (RFC 7519, sections 4.1.1 and 4.1.3; RFC 8725, sections 3.8 and 3.9). */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { configFile, NORTH_SECRET, SOUTH_SECRET } from '../../support/config-file.ts';
import { gsm, STORE, stateOf } from '../../support/logouts.ts';
import { token } from '../../support/tokens.ts';
import { craft, hmac } from '../../unit/tokens/crafted.ts';
import { catalogued } from '../catalogued.ts';
import { acceptedByAll, type Claims, claimsOf, faultsAt, newVictim, refusedByAll } from './attacked.ts';
import { byRefreshCookie, carriers, carry } from './carriers.ts';
import { attackedServer } from './served.ts';

const NORTH = { iss: 'https://north.example', aud: 'https://api.example' };
const SOUTH = { iss: 'https://south.example', aud: 'https://api.example' };

/** Two issuers of one audience; south may speak for one tenant only, and not for the store that storefront names. */
const server = attackedServer(() => ({
  env: {
    LOGOUTD_JWT_SECRET: '',
    NORTH_SECRET,
    SOUTH_SECRET,
    LOGOUTD_CONFIG: configFile({
      issuers: [
        { name: 'north', ...NORTH, algorithms: ['HS256'], keys: [{ secretEnv: 'NORTH_SECRET', kid: 'n' }] },
        {
          name: 'south',
          ...SOUTH,
          aud: [SOUTH.aud, 'https://other.example'],
          algorithms: ['HS256'],
          keys: [{ secretEnv: 'SOUTH_SECRET', kid: 's' }],
          tenants: ['tenant-of-south'],
        },
      ],
    }),
  },
}));
const byNorth = (claims: Claims): string => token({ ...claims, ...NORTH }, NORTH_SECRET);
const bySouth = (claims: Claims): string => token({ ...claims, ...SOUTH }, SOUTH_SECRET);
const world = { server, genuine: byNorth, issuer: 'north' };
const atStorefront = carriers.filter(({ name }) => name.startsWith('storefront'));
const elsewhere = carriers.filter(({ name }) => !name.startsWith('storefront'));

describe(catalogued(28), () => {
  it.each<readonly [string, unknown]>([
    ['none', undefined],
    ['nobody’s', 'https://west.example'],
    ['empty', ''],
    ['with a slash', `${NORTH.iss}/`],
    ['in another case', 'https://NORTH.example'],
    ['by another scheme', 'http://north.example'],
    ['with a space', `${NORTH.iss} `],
    ['a list with it', [NORTH.iss]],
    ['null', null],
    ['a number', 1],
  ])('an issuer that is %s is refused', (_, iss) =>
    refusedByAll(world, (claims) => token({ ...claims, ...NORTH, iss }, NORTH_SECRET), 'issuer_refused'),
  );

  it.each<readonly [string, Claims, string, string]>([
    ['the name of the other issuer', SOUTH, NORTH_SECRET, 'signature_invalid'],
    ['the secret of the other issuer', NORTH, SOUTH_SECRET, 'signature_invalid'],
  ])('%s is refused', (_, names, secret, reason) =>
    refusedByAll(world, (claims) => token({ ...claims, ...names }, secret), reason),
  );

  it('the kid of the other issuer is refused', () =>
    refusedByAll(
      world,
      (claims) => craft({ alg: 'HS256', kid: 's' }, { ...claims, ...NORTH }, hmac(Buffer.from(SOUTH_SECRET))),
      'unknown_key',
    ));

  it.each<readonly [string, unknown]>([
    ['none', undefined],
    ['another', 'https://web.example'],
    ['that of the other issuer alone', 'https://other.example'],
    ['empty', ''],
    ['an empty list', []],
    ['a list of others', ['https://web.example', 'https://other.example']],
    ['a list with more than names', [NORTH.aud, 1]],
    ['a list in a list', [[NORTH.aud]]],
    ['an object', { [NORTH.aud]: true }],
    ['with a slash', `${NORTH.aud}/`],
    ['the beginning of it', 'https://api'],
    ['null', null],
  ])('an audience that is %s is refused', (_, aud) =>
    refusedByAll(world, (claims) => token({ ...claims, ...NORTH, aud }, NORTH_SECRET), 'audience_refused'),
  );

  it('the audience in a list of names is accepted', () =>
    acceptedByAll(world, (claims) => token({ ...claims, ...NORTH, aud: ['x', NORTH.aud] }, NORTH_SECRET)));

  it('a tenant that is not the store’s is refused at storefront', () =>
    refusedByAll(world, (claims) => byNorth({ ...claims, tid: 'store-2' }), 'tenant_mismatch', {
      by: atStorefront,
    }));

  const south = {
    server,
    genuine: (claims: Claims) => bySouth({ ...claims, tid: 'tenant-of-south' }),
    issuer: 'south',
  };
  it.each(['tenant-of-north', 'Tenant-of-South', 'tenant-of-south ', STORE])(
    'the tenant %j, which its issuer may not speak for, is refused',
    async (tid) => {
      const victim = await newVictim(south);
      for (const carrier of elsewhere) {
        const forged = bySouth({ ...victim, tid });
        const seen = await carry(server(), carrier, forged);
        expect(faultsAt(carrier, seen, { status: 401, secrets: [forged] })).toEqual([]);
      }
      expect(await stateOf(server(), String(victim['sid']), 'south')).toBe('active');
      expect((await gsm(server(), south.genuine(victim))).status).toBe(200);
    },
  );

  it('nor may it speak for a store by naming no tenant', async () => {
    const victim = await newVictim(south);
    for (const carrier of atStorefront) {
      const seen = await carry(server(), carrier, bySouth({ ...victim, tid: undefined }));
      expect(faultsAt(carrier, seen, { status: 401 })).toEqual([]);
    }
    const along = bySouth({ ...victim, tid: undefined });
    const seen = await carry(server(), byRefreshCookie, along, byNorth(claimsOf()));
    expect(faultsAt(byRefreshCookie, seen, { status: 200 })).toEqual([]);
    expect(await stateOf(server(), String(victim['sid']), 'south')).toBe('active');
  });
});

describe(catalogued(29), () => {
  it.each([...carriers, byRefreshCookie].filter(({ operationId }) => operationId !== 'tenantLogout'))(
    '$name ends that of the token’s own issuer, and not its twin',
    async (carrier) => {
      const names = { sub: `twin-${randomUUID()}`, sid: randomUUID() };
      for (const issuer of ['north', 'south']) await newVictim({ ...world, issuer }, names);
      const mine = byNorth(claimsOf(names));
      const seen = await carry(server(), carrier, mine, byNorth(claimsOf()));
      expect(faultsAt(carrier, seen, { status: 200, secrets: [mine] })).toEqual([]);
      expect(await stateOf(server(), names.sid, 'north')).toBe('ended');
      expect(await stateOf(server(), names.sid, 'south')).toBe('active');
      const theirs = bySouth(claimsOf({ ...names, tid: undefined }));
      expect((await gsm(server(), byNorth(claimsOf(names)))).status).toBe(401);
      expect((await gsm(server(), theirs)).status).toBe(200);
      expect(await stateOf(server(), names.sid, 'south')).toBe('ended');
    },
  );
});
