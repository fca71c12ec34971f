import { describe, expect, it } from 'vitest';
import {
  all,
  anAccount,
  anEnd,
  aPolicy,
  apply,
  aQuery,
  cutOff,
  id,
  listedIds,
  logOf,
  logSessionEnd,
  ofUser,
  putSession,
  theSession,
} from '../things.ts';
import type { Bench } from './bench.ts';

/** No two of these are the same name. */
const NAMES = [
  'a',
  'A',
  'a ',
  ' a',
  'ａ',
  'a\0',
  'a\0b',
  '\0',
  "'",
  '"',
  "'; DROP TABLE sessions; --",
  '%',
  '_',
  '*',
  'a%',
  '\u00e9',
  'e\u0301',
  'ß',
  'ss',
  'İ',
  'i̇',
  '😀',
  '😁',
  '\ud83d',
  '\ude00',
  '\ud83d\ud83d',
  '\ufffd',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
  '\ufeffa',
  '\u2028',
  '__proto__',
  'constructor',
  'toString',
  '1',
  '01',
  '1.0',
  '1e0',
  'null',
  'x'.repeat(254),
  'x'.repeat(255),
  `${'x'.repeat(254)}y`,
  '😀'.repeat(127),
  `${'😀'.repeat(127)}z`,
];

export function describeIdentities({ store }: Bench): void {
  describe('names', () => {
    it('of sessions are told apart code unit by code unit', async () => {
      await apply(store(), ...NAMES.map((name) => putSession({ sessionId: id(name), email: `${name}@` })));
      for (const name of NAMES) {
        expect(await theSession(store(), name)).toMatchObject({ sessionId: name, email: `${name}@` });
      }
      const { sessions } = await store().read(aQuery({ sessionIds: NAMES.map(id) }));
      expect([...sessions.keys()]).toEqual(NAMES);
    });

    it('of sessions are listed in the order of their code units', async () => {
      await apply(store(), ...NAMES.map((name) => putSession({ sessionId: id(name) })));
      expect(await listedIds(store(), {}, all)).toEqual([...NAMES].sort());
    });

    it('of users are told apart: accounts, marks, cut-offs and listings', async () => {
      for (const [at, subject] of NAMES.entries()) {
        const user = { issuer: 'default', subject };
        await apply(
          store(),
          putSession({ sessionId: id(`of ${at}`), subject }),
          { kind: 'put-account', account: anAccount({ subject, email: `${at}` }) },
          { kind: 'mark-logged-out', user, atMs: at },
        );
      }
      for (const [at, subject] of NAMES.entries()) {
        const standing = await store().read(aQuery({ subject }));
        expect(standing.account).toMatchObject({ subject, email: `${at}` });
        expect(standing.loggedOutAtMs).toBe(at);
        expect(await listedIds(store(), { subject }, all)).toEqual([`of ${at}`]);
      }
      await apply(store(), cutOff({ scope: ofUser('a') }));
      expect(await logOf(store(), 0, 10)).toMatchObject([{ endedSessions: 1 }]);
      expect((await store().read(aQuery({ subject: 'A' }))).cutOffs).toEqual([]);
    });

    it('of tenants are told apart', async () => {
      for (const [at, tenant] of NAMES.entries()) {
        await apply(store(), putSession({ sessionId: id(`of ${at}`), tenant }), {
          kind: 'put-tenant-policy',
          policy: aPolicy({ tenant, idleTimeoutSeconds: at }),
        });
      }
      for (const [at, tenant] of NAMES.entries()) {
        expect((await store().read(aQuery({ tenant }))).tenantPolicy).toEqual(
          aPolicy({ tenant, idleTimeoutSeconds: at }),
        );
        expect(await listedIds(store(), { tenant }, all)).toEqual([`of ${at}`]);
      }
    });

    it('of issuers are told apart, wherever the border to the next name falls', async () => {
      const pairs = [
        ['ab', 'c'],
        ['a', 'bc'],
        ['abc', ''],
        ['', 'abc'],
        ['a:', 'b'],
        ['a', ':b'],
        ['a\0', 'b'],
        ['a', '\0b'],
      ] as const;
      for (const [issuer, name] of pairs) {
        await apply(store(), putSession({ issuer, sessionId: id(name), email: `${issuer}/${name}` }), {
          kind: 'put-account',
          account: anAccount({ issuer, subject: name, email: `${issuer}/${name}` }),
        });
      }
      for (const [issuer, name] of pairs) {
        const standing = await store().read(aQuery({ issuer, subject: name, sessionIds: [id(name)] }));
        expect(standing.sessions.get(id(name))?.email).toBe(`${issuer}/${name}`);
        expect(standing.account?.email).toBe(`${issuer}/${name}`);
        expect(await listedIds(store(), { issuer }, all)).toContain(name);
      }
    });

    it('and all other text come back as they were, in the log too', async () => {
      for (const text of NAMES) {
        const device = { name: text, userAgent: text, ip: text };
        const end = anEnd({ by: text, reason: text });
        const session = {
          issuer: text,
          sessionId: id(text),
          subject: text,
          tenant: text,
          email: text,
          device,
          end,
        };
        await apply(store(), putSession(session), logSessionEnd(text));
        expect(await theSession(store(), text, text)).toMatchObject(session);
      }
      expect((await logOf(store(), 0, 1000)).map(({ sessionId }) => sessionId)).toEqual(NAMES);
    });
  });
}
