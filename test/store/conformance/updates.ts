import { describe, expect, it } from 'vitest';
import {
  all,
  anAccount,
  anEnd,
  aPolicy,
  apply,
  aQuery,
  aSession,
  cutOff,
  endOnce,
  id,
  logOf,
  logSessionEnd,
  nothing,
  putSession,
  theSession,
} from '../things.ts';
import type { Bench } from './bench.ts';

export function describeUpdates({ store, reopen, persists }: Bench): void {
  describe('an update', () => {
    it('lets one of a hundred that end the same session at once end it, and logs it once', async () => {
      await apply(store(), putSession());
      const results = await Promise.all(Array.from({ length: 100 }, () => endOnce(store())));
      expect(results.filter((result) => result === 'ended')).toHaveLength(1);
      expect(await logOf(store(), 0, 1000)).toHaveLength(1);
    });

    it('shows each decision what those before it have changed', async () => {
      const count = () =>
        store().update(aQuery(), (standing) => {
          const seen = standing.sessions.get(id('s1'))?.lastSeenAtMs ?? 0;
          return { result: seen, changes: [putSession({ lastSeenAtMs: seen + 1 })] };
        });
      const seen = await Promise.all(Array.from({ length: 50 }, count));
      expect(seen).toEqual(Array.from({ length: 50 }, (_, at) => at));
    });

    it('shows its decision all that was asked for, and nothing else', async () => {
      const account = anAccount();
      const policy = aPolicy({ idleTimeoutSeconds: 60 });
      await apply(
        store(),
        putSession(),
        putSession({ sessionId: id('s2') }),
        putSession({ sessionId: id('s3') }),
        { kind: 'put-account', account },
        { kind: 'put-tenant-policy', policy },
        { kind: 'mark-logged-out', user: account, atMs: 7 },
      );
      const query = aQuery({ sessionIds: [id('s1'), id('s2'), id('unknown')] });
      const seen = await store().update(query, nothing);
      expect([...seen.sessions.keys()]).toEqual(['s1', 's2']);
      expect(seen).toMatchObject({ account, tenantPolicy: policy, loggedOutAtMs: 7, cutOffs: [] });
      expect(await store().read(query)).toEqual(seen);
    });

    it('shows no account and no cut-offs without a subject, and no policy without a tenant', async () => {
      const account = anAccount();
      await apply(
        store(),
        { kind: 'put-account', account },
        { kind: 'put-tenant-policy', policy: aPolicy() },
        { kind: 'mark-logged-out', user: account, atMs: 7 },
        cutOff(),
      );
      expect(await store().read(aQuery({ subject: null, tenant: null, sessionIds: [] }))).toEqual({
        sessions: new Map(),
        account: null,
        loggedOutAtMs: null,
        cutOffs: [],
        tenantPolicy: null,
        sessionPolicies: new Map(),
      });
    });

    it('rejects alone, with its own error and without a trace, when its decision throws', async () => {
      const fault = new Error('the decision itself is at fault');
      const throwing = store().update(aQuery(), () => {
        throw fault;
      });
      const others = [endOnce(store(), 'before'), throwing, endOnce(store(), 'after')];
      const results = await Promise.allSettled(others);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(results[1]).toMatchObject({ reason: fault });
      expect(await logOf(store(), 0, 10)).toHaveLength(2);
    });

    it('without changes writes nothing', async () => {
      expect(await store().update(aQuery(), () => nothing('seen'))).toBe('seen');
      expect(await store().listSessions({}, all)).toEqual([]);
    });

    it('applies its changes in their order', async () => {
      await apply(
        store(),
        putSession({ email: 'first' }),
        putSession({ email: 'second' }),
        logSessionEnd('a'),
        logSessionEnd('b'),
      );
      expect((await theSession(store()))?.email).toBe('second');
      expect((await logOf(store(), 0, 10)).map(({ sessionId }) => sessionId)).toEqual(['a', 'b']);
    });

    it('is seen by every read from then on', async () => {
      for (let turn = 0; turn < 20; turn += 1) {
        await apply(store(), putSession({ lastSeenAtMs: turn }));
        expect((await theSession(store()))?.lastSeenAtMs).toBe(turn);
      }
    });

    it('keeps nothing of what the caller changes afterwards, and hands out nothing that changes the store', async () => {
      const session = { ...aSession({ device: { name: 'phone', userAgent: null, ip: null } }), end: anEnd() };
      await apply(store(), { kind: 'put-session', session });
      session.email = 'changed';
      const given = await theSession(store());
      try {
        Object.assign(given ?? {}, { subject: 'changed' });
        Object.assign(given?.end ?? {}, { by: 'changed' });
      } catch {
        // Frozen: as good.
      }
      expect(await theSession(store())).toEqual({ ...session, email: 'alice@example.org' });
    });
  });

  if (!persists) return;

  describe('what was acknowledged', () => {
    it('is all there after the store was closed and opened again', async () => {
      const account = anAccount({ status: 'suspended', restrictedCapabilities: ['logout'] });
      const policy = aPolicy({ registeredAccountsOnly: true, absoluteTimeoutSeconds: 3600 });
      await apply(
        store(),
        putSession({ device: { name: 'phone', userAgent: 'x', ip: '::1' } }),
        putSession({ sessionId: id('s2'), subject: null, tenant: null, email: null, retainUntilMs: null }),
        { kind: 'put-account', account },
        { kind: 'put-tenant-policy', policy },
        { kind: 'mark-logged-out', user: account, atMs: 7 },
        cutOff({ exceptSessionId: id('s2') }),
      );
      await endOnce(store(), 's2');
      const query = aQuery({ sessionIds: [id('s1'), id('s2')] });
      const [standing, log] = [await store().read(query), await logOf(store(), 0, 10)];
      const again = await reopen();
      expect(await again.read(query)).toEqual(standing);
      expect(await logOf(again, 0, 10)).toEqual(log);
    });

    it('includes what was still under way when the store was closed', async () => {
      const ending = Array.from({ length: 20 }, (_, at) => endOnce(store(), `s${at}`));
      const again = await reopen();
      await Promise.all(ending);
      expect(await logOf(again, 0, 100)).toHaveLength(20);
    });
  });
}
