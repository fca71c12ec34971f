/** The log: one line a request, with nothing secret in it. */
import { describe, expect, it } from 'vitest';
import {
  control,
  GSM_PATH,
  gsm,
  gsmByCookie,
  platform,
  registered,
  revoking,
  SHARED_PATH,
  session,
  storefront,
  tenant,
} from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY, CHECK_KEY, SECRET, type TestServer } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { store } from '../support/stores/under-test.ts';
import { bearer, token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const server = sharedServer();

/** The lines of the request with this id, once there is one. */
async function linesOf(
  requestId: string,
  from: TestServer = server(),
): Promise<readonly Record<string, unknown>[]> {
  const found = () =>
    from.log().filter((line) => line['msg'] === 'request' && line['requestId'] === requestId);
  await until(`a line of ${requestId}`, () => found().length > 0);
  return found();
}
const withId = (id: string) => ({ headers: { 'x-request-id': id } });

describe('a claim that is at fault', () => {
  const development = sharedServer(() => ({ env: { NODE_ENV: '', LOGOUTD_STORE: 'memory:' } }));

  it.each([
    ['exp', undefined, 'The token has no `exp`.'],
    ['exp', 'tomorrow-canary', 'The `exp` of the token is not a number.'],
    ['exp', 4e9 + 0.5, 'The `exp` of the token is not a whole number of seconds.'],
    ['iat', 'yesterday-canary', 'The `iat` of the token is not a number.'],
    ['sub', ['canary'], 'The `sub` of the token is neither text nor a whole number.'],
    ['sid', 'canary'.repeat(50), 'The `sid` of the token is longer than 255 characters.'],
  ])('is named: %s %j', async (claim, value, details) => {
    const id = `claim-${claim}-${String(value).length}`;
    const bad = token({ [claim]: value });
    for (const [at, shown] of [
      [development(), details],
      [server(), null],
    ] as const) {
      const reply = await gsm(at, bad, withId(id));
      expect(reply.status).toBe(401);
      expect(JSON.parse(reply.text)).toMatchObject({ details: shown });
      const [line] = await linesOf(id, at);
      expect(line).toMatchObject({ outcome: 'unauthenticated', reason: 'claim_invalid', claim });
      expect(JSON.stringify(line)).not.toContain('canary');
    }
  });
});

describe('the log', () => {
  it.each(Object.entries({ ...revoking, tenant }))(
    'has one line for a logout at %s',
    async (contract, logout) => {
      const id = `logged-${contract}`;
      await logout(server(), token({ tid: 'store-1' }), withId(id));
      expect(await linesOf(id)).toStrictEqual([
        {
          level: 30,
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          service: 'logoutd',
          contract,
          outcome: 'logged-out',
          status: 200,
          durationMs: expect.any(Number),
          requestId: id,
          subject: expect.stringMatching(/^[\w-]{22}$/),
          session: expect.stringMatching(/^[\w-]{22}$/),
          msg: 'request',
        },
      ]);
    },
  );

  it.each([
    ['401', 'unauthenticated', 'platform', () => platform(server(), 'none', withId('401'))],
    [
      '400',
      'invalid-input',
      'platform',
      () => platform(server(), token(), { ...withId('400'), body: { scope: 1 } }),
    ],
    ['405', 'method-not-allowed', 'gsm', () => request(server(), 'PUT', GSM_PATH, withId('405'))],
    ['404', 'unknown-path', null, () => request(server(), 'GET', '/unknown', withId('404'))],
    ['204', 'options', null, () => request(server(), 'OPTIONS', SHARED_PATH, withId('204'))],
  ] as const)('has one line for a %s, with its outcome', async (id, outcome, contract, ask) => {
    await ask();
    expect(await linesOf(id)).toMatchObject([{ contract, outcome, status: Number(id) }]);
    expect(await linesOf(id)).toHaveLength(1);
  });

  it('names one user and one session by the same hashes again, and others by others', async () => {
    const own = token({ sub: 'hashed', sid: 'hashed-1' });
    await platform(server(), own, withId('hash-1'));
    await session(server(), own, withId('hash-2'));
    await session(server(), token({ sub: 'hashed', sid: 'hashed-2' }), withId('hash-3'));
    const [[one], [again], [other]] = [
      await linesOf('hash-1'),
      await linesOf('hash-2'),
      await linesOf('hash-3'),
    ];
    expect([one?.['subject'], one?.['session']]).toStrictEqual([again?.['subject'], again?.['session']]);
    expect(other?.['subject']).toBe(one?.['subject']);
    expect(other?.['session']).not.toBe(one?.['session']);
  });

  it('has durations in milliseconds', async () => {
    const startedAt = performance.now();
    await platform(server(), token(), withId('duration'));
    const [line] = await linesOf('duration');
    // The line comes after the answer, so the time until it is seen is the longer one.
    const seenAfterMs = performance.now() - startedAt;
    expect(line?.['durationMs']).toBeGreaterThan(0);
    expect(line?.['durationMs']).toBeLessThanOrEqual(seenAfterMs);
  });

  it('has no token, cookie, subject, address, session or key, whatever happens', async () => {
    const own = await ownServer();
    const claims = {
      sub: 'canary-subject',
      sid: 'canary-session',
      email: 'canary@example.com',
      tid: 'store-1',
    };
    const mine = token(claims);
    const cookie = token({ ...claims, sid: 'canary-cookie' });
    const Cookie = `gsm_token=${cookie}; refresh_token=${cookie}`;
    for (const logout of [platform, session, storefront, tenant, gsm])
      await logout(own, mine, { headers: { Cookie } });
    await gsmByCookie(own, cookie);
    await registered(own, { subject: 'canary-registered' });
    await control(own, 'PUT', '/v1/accounts/canary-account', { email: 'canary@example.com' });
    await platform(own, mine, { body: { scope: 'all', reason: 'canary-reason' } });
    await platform(own, `${mine}canary-signature`);
    await request(own, 'GET', `/canary-path?token=${mine}`, { headers: bearer(mine) });
    await request(own, 'POST', `${SHARED_PATH}?access_token=${mine}`);
    await request(own, 'GET', '/v1/sessions', { headers: bearer('canary-key') });
    const unlock = store.refuseWrites(own.folder);
    expect((await platform(own, token({ ...claims, sid: 'canary-fault' }))).status).toBe(500);
    unlock();
    await own.stop();
    expect(own.log().filter((line) => line['msg'] === 'request').length).toBeGreaterThan(13);
    const output = own.output();
    for (const secret of [mine, cookie, mine.split('.')[1] ?? '', SECRET, ADMIN_KEY, CHECK_KEY]) {
      expect(output).not.toContain(secret);
    }
    expect(output).not.toMatch(/canary/);
    expect(output).not.toMatch(/eyJ/);
  });

  it('keeps a line a line, whatever the client sends', async () => {
    const own = await ownServer();
    const headers = {
      'x-request-id': '{"msg":"forged"}',
      'User-Agent': '\u001b'.replace('\u001b', 'x'),
      Host: 'a"b',
    };
    await request(own, 'GET', '/%0d%0a{"level":60,"msg":"forged"}', { headers });
    await own.stop();
    expect(own.log().filter((line) => line['msg'] === 'forged')).toStrictEqual([]);
    expect(own.output()).not.toContain('forged');
  });
});
