import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/sessions/model.ts';
import { sessionState } from '../../../src/sessions/standing.ts';
import type { SessionFilter, SessionPosition, SessionStore } from '../../../src/sessions/store.ts';
import { somePolicy, someSession } from '../arbitrary.ts';
import { all, apply, id, listedIds, NOW, putSession } from '../things.ts';
import type { Bench } from './bench.ts';

export function describeListing({ store, open }: Bench): void {
  const fill = () =>
    apply(
      store(),
      putSession({ sessionId: id('old'), startedAtMs: 1 }),
      putSession({ sessionId: id('b'), startedAtMs: 5 }),
      putSession({ sessionId: id('a'), startedAtMs: 5 }),
      putSession({ sessionId: id('z'), issuer: 'an earlier issuer', startedAtMs: 5 }),
      putSession({ sessionId: id('new'), startedAtMs: 9, subject: 'bob', tenant: 'other' }),
      putSession({ sessionId: id('unnamed'), startedAtMs: 8, subject: null, tenant: null }),
    );

  describe('the listing', () => {
    it('is newest first, then by issuer and session id', async () => {
      await fill();
      expect(await listedIds(store(), {}, all)).toEqual(['new', 'unnamed', 'z', 'a', 'b', 'old']);
    });

    it('has no more than the limit', async () => {
      await fill();
      expect(await listedIds(store(), {}, { ...all, limit: 2 })).toEqual(['new', 'unnamed']);
      expect(await listedIds(store(), {}, { ...all, limit: 0 })).toEqual([]);
    });

    it.each([
      [{ subject: 'bob' }, ['new']],
      [{ tenant: 'acme' }, ['z', 'a', 'b', 'old']],
      [{ issuer: 'an earlier issuer' }, ['z']],
      [{ issuer: 'default', subject: 'alice', tenant: 'acme' }, ['a', 'b', 'old']],
      [{ subject: 'alice', tenant: 'other' }, []],
      [{ subject: 'nobody' }, []],
    ] satisfies [SessionFilter, string[]][])('of %j has %j', async (filter, expected) => {
      await fill();
      expect(await listedIds(store(), filter, all)).toEqual(expected);
    });

    it.each([{}, { subject: 'alice' }, { tenant: 'acme' }, { issuer: 'default' }] satisfies SessionFilter[])(
      'of %j is the same page by page as in one, whatever the size of a page',
      async (filter) => {
        await fill();
        const whole = await store().listSessions(filter, all);
        for (const limit of [1, 2, 3, 4]) {
          expect(await pageByPage(store(), filter, limit)).toEqual(whole);
        }
      },
    );

    it('goes on after a position whose session is gone', async () => {
      await fill();
      const after = { startedAtMs: 5, issuer: 'default', sessionId: id('aa') };
      expect(await listedIds(store(), {}, { ...all, after })).toEqual(['b', 'old']);
    });

    it('filters by the very state that sessionState gives, so that limits are exact', async () => {
      const sessions = fc.uniqueArray(someSession, { maxLength: 8, selector: ({ sessionId }) => sessionId });
      const policies = fc.uniqueArray(somePolicy, { maxLength: 3, selector: ({ tenant }) => tenant });
      await fc.assert(
        fc.asyncProperty(
          sessions,
          policies,
          fc.integer({ min: -3, max: 3 }),
          async (sessions, policies, delta) => {
            const { store, dispose } = await open();
            try {
              await apply(
                store,
                ...sessions.map((session) => ({ kind: 'put-session', session }) as const),
                ...policies.map((policy) => ({ kind: 'put-tenant-policy', policy }) as const),
              );
              const nowMs = NOW + delta * 1000;
              const whole = await store.listSessions({}, all);
              expect(whole).toHaveLength(sessions.length);
              for (const state of ['active', 'ended'] as const) {
                const expected = whole.filter((session) => {
                  const policy = policies.find(({ tenant }) => tenant === session.tenant) ?? null;
                  return sessionState(session, policy, nowMs).state === state;
                });
                const limit = Math.max(1, expected.length);
                expect(await store.listSessions({ state }, { after: null, limit, nowMs })).toEqual(expected);
              }
            } finally {
              await dispose();
            }
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}

async function pageByPage(store: SessionStore, filter: SessionFilter, limit: number): Promise<Session[]> {
  const sessions: Session[] = [];
  for (let after: SessionPosition | null = null; ; ) {
    const page: readonly Session[] = await store.listSessions(filter, { after, limit, nowMs: NOW });
    sessions.push(...page);
    if (sessions.length > 100) throw new Error('the pages do not end');
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return sessions;
    after = { startedAtMs: last.startedAtMs, issuer: last.issuer, sessionId: last.sessionId };
  }
}
