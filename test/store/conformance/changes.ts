import { describe, expect, it } from 'vitest';
import {
  aCutOff,
  anAccount,
  anEnd,
  aPolicy,
  apply,
  aQuery,
  aSession,
  cutOff,
  id,
  logOf,
  NOW,
  ofUser,
  putSession,
  theSession,
} from '../things.ts';
import type { Bench } from './bench.ts';

export function describeChanges({ store }: Bench): void {
  describe('a change', () => {
    it('put-session replaces all of a session', async () => {
      const device = { name: 'phone', userAgent: 'agent', ip: '192.0.2.1' };
      const first = aSession({ device, end: anEnd({ reason: 'why' }), registeredAtMs: 1, expiresAtMs: 2 });
      await apply(store(), { kind: 'put-session', session: first });
      expect(await theSession(store())).toEqual(first);
      const bare = {
        subject: null,
        tenant: null,
        email: null,
        latestTokenExpiresAtMs: null,
        retainUntilMs: null,
      };
      const second = aSession({ ...bare, startedAtMs: NOW - 1 });
      await apply(store(), { kind: 'put-session', session: second });
      expect(await theSession(store())).toEqual(second);
    });

    it('keeps times beyond the safe integers, and fractions, as they are', async () => {
      const session = aSession({
        startedAtMs: 0.5,
        expiresAtMs: Number.MAX_SAFE_INTEGER * 1000,
        retainUntilMs: 1e300,
      });
      await apply(store(), { kind: 'put-session', session });
      expect(await theSession(store())).toEqual(session);
    });

    it('put-account and put-tenant-policy replace', async () => {
      await apply(
        store(),
        {
          kind: 'put-account',
          account: anAccount({ status: 'suspended', restrictedCapabilities: ['logout'] }),
        },
        {
          kind: 'put-tenant-policy',
          policy: aPolicy({ restrictedCapabilities: ['logout'], idleTimeoutSeconds: 1 }),
        },
      );
      const account = anAccount({ tenant: null, email: null });
      const policy = aPolicy({ registeredAccountsOnly: true });
      await apply(store(), { kind: 'put-account', account }, { kind: 'put-tenant-policy', policy });
      expect(await store().read(aQuery())).toMatchObject({ account, tenantPolicy: policy });
    });

    it('mark-logged-out marks, replaces and takes back', async () => {
      const user = { issuer: 'default', subject: 'alice' };
      for (const atMs of [1, 2, null, null, 3]) {
        await apply(store(), { kind: 'mark-logged-out', user, atMs });
        expect((await store().read(aQuery())).loggedOutAtMs).toBe(atMs);
      }
    });
  });

  describe('a cut-off', () => {
    it('ends the living sessions of the user but the spared one, and counts them', async () => {
      const earlier = anEnd({ atMs: NOW - 5, by: 'gsm' });
      await apply(
        store(),
        putSession({ sessionId: id('a') }),
        putSession({ sessionId: id('b'), tenant: null }),
        putSession({ sessionId: id('spared') }),
        putSession({ sessionId: id('ended'), end: earlier }),
        putSession({ sessionId: id('other'), subject: 'bob' }),
        putSession({ sessionId: id('nobody'), subject: null }),
        putSession({ sessionId: id('a'), issuer: 'elsewhere' }),
      );
      const end = anEnd({ cause: 'admin', by: 'control', reason: 'lost phone' });
      await apply(store(), cutOff({ exceptSessionId: id('spared'), ...end }));
      expect((await theSession(store(), 'a'))?.end).toEqual(end);
      expect((await theSession(store(), 'b'))?.end).toEqual(end);
      expect((await theSession(store(), 'ended'))?.end).toEqual(earlier);
      for (const untouched of ['spared', 'other', 'nobody']) {
        expect((await theSession(store(), untouched))?.end).toBeNull();
      }
      expect((await theSession(store(), 'a', 'elsewhere'))?.end).toBeNull();
      expect(await logOf(store(), 0, 10)).toEqual([
        {
          ...end,
          cursor: 1,
          scope: 'subject',
          issuer: 'default',
          subject: 'alice',
          tenant: null,
          keyId: null,
          upToMs: NOW,
          sessionId: 'spared',
          endedSessions: 2,
        },
      ]);
    });

    it('is logged when it ends no session, too', async () => {
      await apply(store(), cutOff());
      expect(await logOf(store(), 0, 10)).toMatchObject([
        { scope: 'subject', sessionId: null, endedSessions: 0 },
      ]);
    });

    it('sees to it that what it ends is retained long enough, and shortens nothing', async () => {
      const [soon, late] = [NOW + 10, NOW + 20];
      const lived = { expiresAtMs: null, latestTokenExpiresAtMs: null };
      await apply(
        store(),
        putSession({ ...lived, sessionId: id('sooner'), retainUntilMs: soon }),
        putSession({ ...lived, sessionId: id('later'), retainUntilMs: late + 5 }),
        putSession({ ...lived, sessionId: id('while it lives'), retainUntilMs: null }),
        putSession({ ...lived, sessionId: id('expires'), expiresAtMs: late + 6, retainUntilMs: null }),
        putSession({
          ...lived,
          sessionId: id('token'),
          latestTokenExpiresAtMs: late + 7,
          retainUntilMs: soon,
        }),
        putSession({ ...lived, sessionId: id('ended'), retainUntilMs: soon, end: anEnd() }),
      );
      await apply(store(), cutOff({ retainUntilMs: late }));
      const retained = async (name: string) => (await theSession(store(), name))?.retainUntilMs;
      expect(await retained('sooner')).toBe(late);
      expect(await retained('later')).toBe(late + 5);
      expect(await retained('while it lives')).toBe(late);
      expect(await retained('expires')).toBe(late + 6);
      expect(await retained('token')).toBe(late + 7);
      expect(await retained('ended')).toBe(soon);
    });

    it('replaces all cut-offs of the user, in the order given, and none of another', async () => {
      const [first, second] = [
        aCutOff({ reason: 'why', exceptSessionId: id('s1') }),
        aCutOff({ atMs: NOW - 1 }),
      ];
      const other = { ...second, scope: ofUser('alice', 'elsewhere') };
      await apply(store(), cutOff({ cutOffs: [aCutOff({ atMs: 1 })] }));
      await apply(store(), cutOff({ scope: other.scope, cutOffs: [other] }));
      await apply(store(), cutOff({ cutOffs: [first, second] }));
      expect((await store().read(aQuery())).cutOffs).toEqual([first, second]);
      await apply(store(), cutOff({ cutOffs: [] }));
      expect((await store().read(aQuery())).cutOffs).toEqual([]);
      expect((await store().read(aQuery({ issuer: 'elsewhere' }))).cutOffs).toEqual([other]);
    });
  });
}
