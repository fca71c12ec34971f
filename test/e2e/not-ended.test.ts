/** What ends nothing: a suspended account, and a tenant logout that marks. Both are undone, and all is as before. */
import { describe, expect, it } from 'vitest';
import { introspect, isActive, verify } from '../support/checks.ts';
import { control, platform, registered, tenant } from '../support/logouts.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer();

const putStatus = (at: TestServer, subject: string, status: string) =>
  control(at, 'PUT', `/v1/accounts/${subject}`, { status });

async function loginStatus(subject: string): Promise<unknown> {
  const reply = await control(server(), 'GET', `/v1/accounts/${subject}`);
  return (reply.json() as { readonly loginStatus: unknown }).loginStatus;
}

async function expectRefused(at: TestServer, value: string): Promise<void> {
  expect((await verify(at, value)).status).toBe(403);
  expect((await introspect(at, value)).text).toBe('{"active":false}');
  expect((await platform(at, value, { body: { scope: 'all' } })).status).toBe(403);
}

describe('a suspended account', () => {
  it('has no token with power, seen or not, until it is active again', async () => {
    const [seen, unseen, somebody] = [token({ sub: 'held' }), token({ sub: 'held' }), token({ sub: 'free' })];
    expect(await isActive(server(), seen)).toBe(true);
    await putStatus(server(), 'held', 'suspended');
    for (const value of [seen, unseen]) await expectRefused(server(), value);
    expect(await isActive(server(), somebody)).toBe(true);
    await putStatus(server(), 'held', 'active');
    for (const value of [seen, unseen]) expect(await isActive(server(), value)).toBe(true);
  });

  it('stays suspended over kill -9 and a restart, and its sessions come back', async () => {
    const first = await startServer();
    const mine = token({ sub: 'held-on' });
    await putStatus(first, 'held-on', 'suspended');
    await first.stop('SIGKILL');
    const second = await startServer({ folder: first.folder });
    try {
      await expectRefused(second, mine);
      await putStatus(second, 'held-on', 'active');
      expect(await isActive(second, mine)).toBe(true);
    } finally {
      await second.stop();
    }
  });

  it('loses for good what is ended meanwhile', async () => {
    const { sessionId, accessToken } = await registered(server(), { subject: 'held-ended' });
    await putStatus(server(), 'held-ended', 'suspended');
    expect((await control(server(), 'DELETE', `/v1/sessions/${sessionId}`)).status).toBe(204);
    await putStatus(server(), 'held-ended', 'active');
    expect((await verify(server(), accessToken)).status).toBe(401);
    expect((await introspect(server(), accessToken)).text).toBe('{"active":false}');
  });
});

describe('a tenant logout that marks', () => {
  const checks = [
    { name: 'verify', check: verify },
    { name: 'introspection', check: introspect },
  ];

  it.each(checks)('leaves the token active, and the first $name marks the user as logged in', async (row) => {
    const sub = `marked-for-${row.name}`;
    const mine = token({ sub, tid: 'tenant-1' });
    await control(server(), 'PUT', `/v1/accounts/${sub}`, {});
    expect((await row.check(server(), mine)).status).toBe(200);
    expect((await tenant(server(), mine)).status).toBe(200);
    expect(await loginStatus(sub)).toBe('logged_out');
    expect((await row.check(server(), mine)).status).toBe(200);
    expect(await loginStatus(sub)).toBe('logged_in');
    expect(await isActive(server(), mine)).toBe(true);
  });

  it('stays in force while only ended tokens of the user are checked', async () => {
    const sub = 'marked-and-ended';
    const [ended, mine] = [token({ sub }), token({ sub, tid: 'tenant-1' })];
    await control(server(), 'PUT', `/v1/accounts/${sub}`, {});
    await platform(server(), ended);
    await tenant(server(), mine);
    await verify(server(), ended);
    await introspect(server(), ended);
    expect(await loginStatus(sub)).toBe('logged_out');
  });
});
