/** An ended token has no power left, whichever contract ended it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  control,
  gsm,
  gsmByCookie,
  platform,
  registered,
  revoking,
  session,
  stateOf,
  storefront,
  tenant,
} from '../support/logouts.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

type Contract = keyof typeof revoking;
const contracts = Object.keys(revoking) as Contract[];
const moments = ['while the server runs', 'after kill -9 and a restart'] as const;

describe.each(moments)('a token whose session has ended, %s', (moment) => {
  let server: TestServer;
  const ended = new Map<Contract, string>();

  beforeAll(async () => {
    server = await startServer();
    for (const by of contracts) {
      const mine = token({ sub: `user-of-${by}`, sid: `ended-by-${by}`, tid: 'store-1' });
      ended.set(by, mine);
      expect((await revoking[by](server, mine)).status).toBe(200);
    }
    if (moment === 'while the server runs') return;
    const { folder } = server;
    await server.stop('SIGKILL');
    server = await startServer({ folder });
  });
  afterAll(async () => {
    await server.stop();
  });

  const endedBy = (by: Contract): string => ended.get(by) ?? '';
  /** Another session of the same user, alive. */
  const aliveBeside = (by: Contract) => registered(server, { subject: `user-of-${by}` });

  describe.each(contracts)('ended by %s', (by) => {
    it('is 401 at gsm, which clears its cookie', async () => {
      expect((await gsm(server, endedBy(by))).status).toBe(401);
      const reply = await gsmByCookie(server, endedBy(by));
      expect(reply.status).toBe(401);
      expect(reply.json()).toMatchObject({ success: false, errorType: 'Unauthorized' });
      expect(reply.cookies).toStrictEqual([expect.stringMatching(/^gsm_token=;.*Expires=Thu, 01 Jan 1970/)]);
    });

    it.each(['platform', 'session', 'storefront', 'tenant'] as const)(
      'repeats its own logout at %s',
      async (at) => {
        expect((await { platform, session, storefront, tenant }[at](server, endedBy(by))).status).toBe(200);
      },
    );

    it.each([{ scope: 'current' }, { sessionId: `ended-by-${by}` }])(
      'repeats its own logout by %j',
      async (body) => {
        expect((await platform(server, endedBy(by), { body })).status).toBe(200);
      },
    );

    it.each(['others', 'all'])('cannot end %s', async (scope) => {
      const alive = await aliveBeside(by);
      const reply = await platform(server, endedBy(by), { body: { scope } });
      expect(reply.status).toBe(401);
      expect(reply.headers['www-authenticate']).toMatch(/^Bearer .*error="invalid_token"/);
      expect(await stateOf(server, alive.sessionId)).toBe('active');
    });

    it('cannot end another session by its id, nor learn whether there is one', async () => {
      const alive = await aliveBeside(by);
      for (const sessionId of [alive.sessionId, 'nobody-s']) {
        expect((await platform(server, endedBy(by), { body: { sessionId } })).status).toBe(401);
      }
      expect(await stateOf(server, alive.sessionId)).toBe('active');
    });
  });
});

describe('an ended session', () => {
  const server = sharedServer();

  it('takes its user’s other rights along: repeating `all` is 401, and a login since lives on', async () => {
    const mine = token({ sub: 'all-twice' });
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(200);
    const since = await registered(server(), { subject: 'all-twice' });
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(401);
    expect(await stateOf(server(), since.sessionId)).toBe('active');
    expect((await platform(server(), mine)).status).toBe(200);
  });

  it('takes a token of it along that was issued later', async () => {
    const sid = 'issued-later';
    await session(server(), token({ sid }));
    const iat = Math.floor(Date.now() / 1000) + 20;
    expect((await gsm(server(), token({ sid, iat, exp: iat + 7200 }))).status).toBe(401);
  });

  it('changes no status at tenant', async () => {
    const mine = token({ sub: 'status', tid: 'tenant-1' });
    await control(server(), 'PUT', '/v1/accounts/status', {});
    await session(server(), mine);
    await registered(server(), { subject: 'status' });
    expect((await tenant(server(), mine)).status).toBe(200);
    const account = (await control(server(), 'GET', '/v1/accounts/status')).json();
    expect(account).toMatchObject({ loginStatus: 'logged_in' });
  });
});

describe('a token without sid and jti', () => {
  const server = sharedServer();
  const nameless = (more: object) => token({ sid: undefined, ...more });

  it('is a session of its own: another one of the same user lives on', async () => {
    const [one, other] = [nameless({ n: 1 }), nameless({ n: 2 })];
    expect((await session(server(), one)).status).toBe(200);
    expect((await gsm(server(), one)).status).toBe(401);
    expect((await gsm(server(), other)).status).toBe(200);
  });

  it('stays ended after kill -9 and a restart', async () => {
    const first = await startServer();
    const [one, other] = [nameless({ n: 3 }), nameless({ n: 4 })];
    await session(first, one);
    await first.stop('SIGKILL');
    const second = await startServer({ folder: first.folder });
    try {
      expect((await gsm(second, one)).status).toBe(401);
      expect((await gsm(second, other)).status).toBe(200);
    } finally {
      await second.stop();
    }
  });

  it('shares nothing with a session whose sid is spelled like another one’s jti', async () => {
    const [bySid, byJti] = [token({ sid: 'same-name' }), token({ sid: undefined, jti: 'same-name' })];
    await session(server(), bySid);
    expect((await gsm(server(), byJti)).status).toBe(200);
    const [tagged, jti] = [token({ sid: 'jti:tagged' }), token({ sid: undefined, jti: 'tagged' })];
    await session(server(), tagged);
    expect((await gsm(server(), jti)).status).toBe(200);
  });
});
