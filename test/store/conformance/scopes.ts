import { describe, expect, it } from 'vitest';
import type { CutOffScope } from '../../../src/sessions/model.ts';
import {
  aCutOff,
  aPolicy,
  apply,
  aQuery,
  cutOff,
  id,
  logOf,
  NOW,
  ofUser,
  putSession,
  theSession,
} from '../things.ts';
import type { Bench } from './bench.ts';

const TENANT: CutOffScope = { kind: 'tenant', tenant: 'acme' };
const ISSUER: CutOffScope = { kind: 'issuer', issuer: 'default' };
const KEY: CutOffScope = { kind: 'key', issuer: 'default', keyId: 'k1' };

export function describeScopes({ store }: Bench): void {
  const endedOf = async (...names: readonly (readonly [name: string, issuer?: string])[]) => {
    const found = await Promise.all(names.map(([name, issuer]) => theSession(store(), name, issuer)));
    return names.filter((_, at) => found[at]?.end !== null).map(([name]) => name);
  };

  describe('a cut-off of a scope', () => {
    const all = [['mine'], ['other tenant'], ['other key'], ['nobody'], ['elsewhere', 'elsewhere']] as const;

    const open = () =>
      apply(
        store(),
        putSession({ sessionId: id('mine'), keyId: 'k1' }),
        putSession({ sessionId: id('other tenant'), tenant: 'other', keyId: 'k1' }),
        putSession({ sessionId: id('other key'), keyId: 'K1' }),
        putSession({ sessionId: id('nobody'), subject: null, tenant: null }),
        putSession({ sessionId: id('elsewhere'), issuer: 'elsewhere', keyId: 'k1' }),
      );

    it.each([
      ['user', ofUser(), ['mine', 'other tenant', 'other key']],
      ['tenant, under every issuer', TENANT, ['mine', 'other key', 'elsewhere']],
      ['issuer', ISSUER, ['mine', 'other tenant', 'other key', 'nobody']],
      ['key of an issuer', KEY, ['mine', 'other tenant']],
    ])('ends the sessions of a %s, and counts before what it would end', async (_, scope, ended) => {
      await open();
      expect(await store().countSessions(scope, null, NOW)).toBe(ended.length);
      await apply(store(), cutOff({ scope }));
      expect(await endedOf(...all)).toEqual(ended);
      expect(await logOf(store())).toMatchObject([{ scope: scope.kind, endedSessions: ended.length }]);
      expect(await store().countSessions(scope, null, NOW)).toBe(0);
    });

    it('ends only sessions that began up to its moment, a registered one by the millisecond', async () => {
      const upToMs = NOW + 500;
      await apply(
        store(),
        putSession({ sessionId: id('same second'), startedAtMs: NOW + 999 }),
        putSession({ sessionId: id('next second'), startedAtMs: NOW + 1000 }),
        putSession({ sessionId: id('registered then'), registeredAtMs: upToMs, startedAtMs: upToMs }),
        putSession({
          sessionId: id('registered since'),
          registeredAtMs: upToMs + 1,
          startedAtMs: upToMs + 1,
        }),
      );
      expect(await store().countSessions(ofUser(), upToMs, NOW)).toBe(2);
      await apply(store(), cutOff({ upToMs, sessionsUpToMs: upToMs }));
      const names = [['same second'], ['next second'], ['registered then'], ['registered since']] as const;
      expect(await endedOf(...names)).toEqual(['same second', 'registered then']);
      expect(await logOf(store())).toMatchObject([{ upToMs, endedSessions: 2 }]);
    });

    it('counts those that were active, and ends those that only look over too', async () => {
      await apply(
        store(),
        { kind: 'put-tenant-policy', policy: aPolicy({ tenant: 'other', idleTimeoutSeconds: 1 }) },
        putSession({ sessionId: id('active') }),
        putSession({ sessionId: id('token expired'), latestTokenExpiresAtMs: NOW }),
        putSession({ sessionId: id('idle'), tenant: 'other', lastSeenAtMs: NOW - 1000 }),
      );
      expect(await store().countSessions(ISSUER, null, NOW)).toBe(1);
      await apply(store(), cutOff({ scope: ISSUER }));
      expect(await endedOf(['active'], ['token expired'], ['idle'])).toHaveLength(3);
      expect(await logOf(store())).toMatchObject([{ endedSessions: 1 }]);
    });

    it('is found by whoever asks for its user, tenant, issuer or key, and by nobody else', async () => {
      const made = [ofUser(), TENANT, ISSUER, KEY].map((scope) => aCutOff({ scope }));
      await apply(store(), ...made.map((one) => cutOff(one)));
      const kindsFor = async (parts: Parameters<typeof aQuery>[0]) =>
        (await store().read(aQuery(parts))).cutOffs.map(({ scope }) => scope.kind).sort();
      expect(await kindsFor({ keyId: 'k1' })).toEqual(['issuer', 'key', 'subject', 'tenant']);
      expect(await kindsFor({ subject: null, tenant: null })).toEqual(['issuer']);
      expect(await kindsFor({ issuer: 'elsewhere', keyId: 'k1' })).toEqual(['tenant']);
      expect(await kindsFor({ issuer: 'elsewhere', tenant: 'Acme' })).toEqual([]);
      await apply(store(), putSession({ tenant: 'acme' }));
      expect(await kindsFor({ subject: null, tenant: null })).toEqual(['issuer', 'tenant']);
    });
  });
}
