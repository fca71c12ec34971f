/** `listRevocations`: the ordered log of all that ended. */
import { describe, expect, it } from 'vitest';
import { isActive, revoke, verify } from '../support/checks.ts';
import {
  control,
  gsm,
  platform,
  registered,
  session,
  stateOf,
  storefront,
  tenant,
} from '../support/logouts.ts';
import { readLog } from '../support/revocation-log.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { until } from '../support/until.ts';

const server = sharedServer();
const of = (sid: string) => ({
  scope: 'session',
  issuer: 'default',
  sessionId: sid,
  keyId: null,
  before: null,
});
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const bySubject = (name: string) => ({ kind: 'subject', name });
const byAdmin = { kind: 'key', name: 'admin' };

describe('the log', () => {
  it('has every end in order: what, by whom or what, and why', async () => {
    const own = await ownServer({ env: { LOGOUTD_TENANT_LOGOUT: 'revoke' } });
    const mine = (sid: string, more: object = {}) => token({ sid, ...more });
    await platform(own, mine('a'), { body: { reason: 'Lost phone' } });
    await gsm(own, mine('b'));
    await session(own, mine('c'));
    await storefront(own, mine('d', { tid: 'store-1' }));
    await tenant(own, mine('e', { tid: 'acme' }));
    await revoke(own, mine('f'));
    const { sessionId } = await registered(own, { subject: 'grace', sessionId: 'g' });
    await control(own, 'DELETE', `/v1/sessions/${sessionId}`);
    await platform(own, mine('h', { sub: 'bob' }), { body: { scope: 'others', reason: 'Stolen' } });
    const cut = { tenant: 'acme', before: '2025-01-15T10:00:00.000Z', reason: 'Moved' };
    await control(own, 'POST', '/v1/revocations', cut);
    await control(own, 'PUT', '/v1/accounts/carol', { status: 'inactive' });
    await isActive(own, mine('i', { tid: 'brief' }));
    await control(own, 'PUT', '/v1/tenants/brief', { idleTimeoutSeconds: 1 });
    await until('the session times out', async () => (await stateOf(own, 'i')) === 'ended');
    expect((await verify(own, mine('i', { tid: 'brief' }))).status).toBe(401);

    const { revocations, hasMore, nextCursor } = await readLog(own);
    expect(revocations).toMatchObject([
      { ...of('a'), endedBy: 'logout', actor: bySubject('platform'), reason: 'Lost phone', subject: 'ada' },
      { ...of('b'), endedBy: 'logout', actor: bySubject('gsm'), reason: null },
      { ...of('c'), endedBy: 'logout', actor: bySubject('session') },
      { ...of('d'), endedBy: 'logout', actor: bySubject('storefront'), tenant: 'store-1' },
      { ...of('e'), endedBy: 'logout', actor: bySubject('tenant'), tenant: 'acme', endedSessions: 1 },
      { ...of('f'), endedBy: 'admin', actor: byAdmin, subject: 'ada' },
      { ...of('g'), endedBy: 'admin', actor: byAdmin, subject: 'grace' },
      { scope: 'subject', subject: 'bob', sessionId: 'h', before: time, endedBy: 'cutoff', reason: 'Stolen' },
      { scope: 'tenant', issuer: null, sessionId: null, actor: byAdmin, endedSessions: 0, ...cut },
      { scope: 'subject', subject: 'carol', endedBy: 'account_inactive', actor: byAdmin },
      { ...of('i'), endedBy: 'idle_timeout', actor: { kind: 'rule', name: 'idle_timeout' }, tenant: 'brief' },
    ]);
    expect([hasMore, nextCursor]).toStrictEqual([false, revocations.at(-1)?.cursor]);
    const times = revocations.map((entry) => (entry as unknown as { endedAt: string }).endedAt);
    expect(times).toStrictEqual([...times].sort());
    expect(new Set(revocations.map(({ id }) => id)).size).toBe(revocations.length);
  });

  it('has no second entry where an end is repeated, and none where there was nothing to end', async () => {
    const mine = token({ sub: 'once' });
    await platform(server(), mine);
    const before = await readLog(server());
    await platform(server(), mine);
    await revoke(server(), mine);
    await revoke(server(), 'none');
    await control(server(), 'POST', '/v1/revocations', { subject: 'once', dryRun: true });
    expect(await readLog(server())).toStrictEqual(before);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('cannot be changed: %s is 405', async (method) => {
    await platform(server(), token());
    const before = await readLog(server());
    expect((await control(server(), method, '/v1/revocations', { revocations: [] })).status).toBe(405);
    expect((await control(server(), method, '/v1/revocations/rev_1')).status).toBe(404);
    expect(await readLog(server())).toStrictEqual(before);
  });
});
