/** tenant marks a user as logged out; with `LOGOUTD_TENANT_LOGOUT=revoke` it ends the session. */
import { describe, expect, it } from 'vitest';
import { control, gsm, platform, registered, session, stateOf, tenant } from '../support/logouts.ts';
import type { TestServer } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { storedLog } from '../support/stores/stored.ts';
import { token } from '../support/tokens.ts';

const TENANT = { tid: 'tenant-1' };

async function loginStatus(server: TestServer, subject: string): Promise<unknown> {
  const reply = await control(server, 'GET', `/v1/accounts/${subject}`);
  return (reply.json() as { loginStatus: unknown }).loginStatus;
}

/** A user with an account and a session that is known: logged in. */
async function loggedIn(server: TestServer, subject: string): Promise<string> {
  await control(server, 'PUT', `/v1/accounts/${subject}`, {});
  const { sessionId } = await registered(server, { subject });
  expect(await loginStatus(server, subject)).toBe('logged_in');
  return sessionId;
}

describe('a logout that marks', () => {
  const server = sharedServer();

  it('sets the login status of the user to logged_out', async () => {
    const sid = await loggedIn(server(), 'marked');
    expect((await tenant(server(), token({ ...TENANT, sub: 'marked', sid }))).status).toBe(200);
    expect(await loginStatus(server(), 'marked')).toBe('logged_out');
    expect(await stateOf(server(), sid)).toBe('active');
  });

  it('answers again as the first time', async () => {
    const mine = token({ ...TENANT, sub: 'twice' });
    for (const _ of [1, 2]) {
      const reply = await tenant(server(), mine);
      expect(reply.status).toBe(200);
      expect(reply.json()).toMatchObject({ data: { success: true } });
    }
  });

  it('leaves the token its power: it can still end all sessions of the user', async () => {
    const mine = token({ ...TENANT, sub: 'powerful' });
    const other = await registered(server(), { subject: 'powerful' });
    await tenant(server(), mine);
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(200);
    expect(await stateOf(server(), other.sessionId)).toBe('ended');
  });

  it('puts no end on record; a logout at platform with the same token then does', async () => {
    const own = await ownServer();
    const mine = token({ ...TENANT, sid: 'marked-then-ended' });
    await tenant(own, mine);
    expect(await stateOf(own, 'marked-then-ended')).toBe('active');
    expect((await platform(own, mine)).status).toBe(200);
    expect((await gsm(own, mine)).status).toBe(401);
    await own.stop();
    expect(await storedLog(own.folder)).toMatchObject([
      { scope: 'session', sessionId: 'marked-then-ended', cause: 'logout', by: 'platform' },
    ]);
  });

  it('is remembered over kill -9', async () => {
    const first = await ownServer();
    await loggedIn(first, 'remembered');
    await tenant(first, token({ ...TENANT, sub: 'remembered' }));
    await first.stop('SIGKILL');
    const second = await ownServer({ folder: first.folder });
    expect(await loginStatus(second, 'remembered')).toBe('logged_out');
  });

  it('is over when the user logs in again', async () => {
    const sid = await loggedIn(server(), 'again');
    await tenant(server(), token({ ...TENANT, sub: 'again', sid }));
    await registered(server(), { subject: 'again' });
    expect(await loginStatus(server(), 'again')).toBe('logged_in');
  });

  it('answers 200 to an ended token and changes nothing', async () => {
    const own = await ownServer();
    const mine = token({ ...TENANT, sub: 'ended', sid: 'ended' });
    await session(own, mine);
    await loggedIn(own, 'ended');
    const reply = await tenant(own, mine);
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ data: { success: true } });
    expect(await loginStatus(own, 'ended')).toBe('logged_in');
    await own.stop();
    expect(await storedLog(own.folder)).toHaveLength(1);
  });

  it.each([
    ['without a token', undefined],
    ['with an empty one', ''],
    ['with a token without a tenant', token()],
    ['with an expired token', token({ ...TENANT, iat: 1_700_000_000, exp: 1_700_003_600 })],
    ['with a token of another secret', token(TENANT, 'another-secret-0123456789-0123456789-abcdef')],
  ])('answers 401 to a request %s', async (_, value) => {
    const reply = await tenant(
      server(),
      value ?? '',
      value === undefined ? { headers: { 'x-token': [] } } : {},
    );
    expect(reply.status).toBe(401);
    expect(reply.json()).toMatchObject({
      error: { message: 'Unauthorized', code: 'UNAUTHORIZED', status: 401 },
    });
  });

  it('takes no Authorization header for its token', async () => {
    const headers = { Authorization: `Bearer ${token(TENANT)}` };
    expect((await tenant(server(), '', { headers })).status).toBe(401);
  });
});

describe('a logout that revokes', () => {
  const server = sharedServer(() => ({ env: { LOGOUTD_TENANT_LOGOUT: 'revoke' } }));

  it('ends the session, and says so of the user', async () => {
    const sid = await loggedIn(server(), 'revoked');
    const mine = token({ ...TENANT, sub: 'revoked', sid });
    expect((await tenant(server(), mine)).status).toBe(200);
    expect(await stateOf(server(), sid)).toBe('ended');
    expect(await loginStatus(server(), 'revoked')).toBe('logged_out');
    expect((await gsm(server(), mine)).status).toBe(401);
    expect((await platform(server(), mine, { body: { scope: 'all' } })).status).toBe(401);
    expect((await tenant(server(), mine)).status).toBe(200);
  });

  it('leaves the user’s other sessions alive', async () => {
    const other = await loggedIn(server(), 'one-of-two');
    await tenant(server(), token({ ...TENANT, sub: 'one-of-two' }));
    expect(await stateOf(server(), other)).toBe('active');
    expect(await loginStatus(server(), 'one-of-two')).toBe('logged_in');
  });
});
