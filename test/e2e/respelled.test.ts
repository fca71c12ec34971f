/** A signature can be spelled in several ways; none of them gives an ended token anything back. */
import { describe, expect, it } from 'vitest';
import { configFile } from '../support/config-file.ts';
import {
  gsm,
  gsmByCookie,
  platform,
  registered,
  session,
  stateOf,
  storefront,
  tenant,
} from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';
import { ES256_PUBLIC_PEM, es256Token, respellings, withOtherS } from '../support/spellings.ts';
import { token } from '../support/tokens.ts';

/** `default` speaks HS256 and ES256, so that both kinds of token name the same users. */
const server = sharedServer(() => ({
  env: {
    LOGOUTD_CONFIG: configFile(
      {
        issuers: [
          {
            name: 'default',
            algorithms: ['HS256', 'ES256'],
            keys: [{ secretEnv: 'LOGOUTD_JWT_SECRET' }, { pemFile: 'es256.pem' }],
          },
        ],
      },
      { 'es256.pem': ES256_PUBLIC_PEM },
    ),
  },
}));

const kinds = [
  ['HS256', (claims: object): string => token({ ...claims })],
  ['ES256', (claims: object): string => es256Token({ ...claims })],
] as const;

describe.each(kinds)('an %s token in another spelling', (alg, make) => {
  const spellings = (original: string) => [
    ...respellings(original),
    ...(alg === 'ES256' ? [['n − s in place of s', withOtherS(original)] as const] : []),
  ];
  const changes = spellings(make({})).map(([change]) => change);
  const respelled = (original: string, change: string): string =>
    spellings(original).find(([name]) => name === change)?.[1] ?? '';

  it.each(changes)('has no power once its session has ended: %s', async (change) => {
    const subject = `${alg}, ended, ${change}`;
    const mine = make({ sub: subject, sid: subject, tid: 'tenant-1' });
    expect((await session(server(), mine)).status).toBe(200);
    const alive = await registered(server(), { subject });
    const twin = respelled(mine, change);
    expect((await gsm(server(), twin)).status).toBe(401);
    expect((await gsmByCookie(server(), twin)).status).toBe(401);
    for (const body of [{ scope: 'others' }, { scope: 'all' }, { sessionId: alive.sessionId }]) {
      expect((await platform(server(), twin, { body })).status).toBe(401);
    }
    expect(await stateOf(server(), alive.sessionId)).toBe('active');
  });

  it.each(changes)('has none either if the token names no session: %s', async (change) => {
    const mine = make({ sub: 'nameless', sid: undefined, tid: 'tenant-1', n: change });
    expect((await session(server(), mine)).status).toBe(200);
    expect((await gsm(server(), respelled(mine, change))).status).toBe(401);
    expect((await platform(server(), respelled(mine, change), { body: { scope: 'all' } })).status).toBe(401);
  });

  it.each(changes)('is refused, or ends the very session, while that lives: %s', async (change) => {
    for (const logout of [platform, session, storefront, tenant]) {
      const mine = make({ sub: 'living', sid: undefined, tid: 'store-1', n: `${change} ${logout.name}` });
      const reply = await logout(server(), respelled(mine, change));
      expect([200, 401]).toContain(reply.status);
      if (logout === tenant) continue;
      expect((await gsm(server(), mine)).status).toBe(reply.status === 200 ? 401 : 200);
    }
  });
});
