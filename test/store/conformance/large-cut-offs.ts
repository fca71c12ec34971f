import { describe, expect, it, vi } from 'vitest';
import type { CutOffScope } from '../../../src/sessions/model.ts';
import type { SessionStore } from '../../../src/sessions/store.ts';
import {
  aCutOff,
  all,
  anEnd,
  apply,
  cutOff,
  endOnce,
  id,
  listedIds,
  logOf,
  NOW,
  ofUser,
  putSession,
  theSession,
} from '../things.ts';
import type { Bench } from './bench.ts';

/** More than any store ends in one step. */
const MANY = 700;
const TENANT: CutOffScope = { kind: 'tenant', tenant: 'acme' };
const ids = Array.from({ length: MANY }, (_, at) => id(`m${at}`));

async function fill(store: SessionStore): Promise<void> {
  const puts = ids.map((sessionId, at) =>
    putSession({ sessionId, subject: `u${at % 7}`, startedAtMs: NOW - Math.floor(at / 3) }),
  );
  await apply(store, ...puts, putSession({ sessionId: id('elsewhere'), tenant: 'other' }));
}

export function describeLargeCutOffs({ store, reopen, persists }: Bench): void {
  describe('a cut-off of many sessions', () => {
    it('is in force as a whole once it is acknowledged', async () => {
      await fill(store());
      expect(await store().countSessions(TENANT, null, NOW)).toBe(MANY);
      await apply(store(), cutOff({ scope: TENANT, reason: 'leak', retainUntilMs: NOW + 9_000_000 }));
      const [active, ended, count, last] = await Promise.all([
        listedIds(store(), { state: 'active' }, all),
        store().listSessions({ tenant: 'acme', state: 'ended' }, all),
        store().countSessions(TENANT, null, NOW),
        theSession(store(), `m${MANY - 1}`),
      ]);
      expect(active).toEqual(['elsewhere']);
      expect(ended).toHaveLength(MANY);
      const end = anEnd({ cause: 'cutoff', reason: 'leak' });
      for (const session of [...ended, last]) {
        expect(session).toMatchObject({ end, retainUntilMs: NOW + 9_000_000 });
      }
      expect(count).toBe(0);
      expect(await logOf(store())).toMatchObject([{ scope: 'tenant', endedSessions: MANY, reason: 'leak' }]);
    });

    it('lists each of them once while they are put on record', async () => {
      await fill(store());
      await apply(store(), cutOff({ scope: TENANT }));
      for (let tries = 0; tries < 5; tries += 1) {
        expect(new Set(await listedIds(store(), { tenant: 'acme' }, all)).size).toBe(MANY);
        expect(await listedIds(store(), { tenant: 'acme', state: 'ended' }, all)).toHaveLength(MANY);
      }
    });

    it('shows each update the ends, so that none is ended twice', async () => {
      await fill(store());
      await apply(store(), cutOff({ scope: TENANT }));
      expect(await Promise.all(ids.slice(0, 20).map((one) => endOnce(store(), one)))).toEqual(
        Array.from({ length: 20 }, () => 'found ended'),
      );
      expect(await logOf(store())).toHaveLength(1);
    });

    it('spares the one session, and leaves those that began after its moment', async () => {
      await fill(store());
      const since = { registeredAtMs: NOW + 1, startedAtMs: NOW + 1 };
      await apply(store(), putSession({ sessionId: id('since'), ...since }));
      const spare = id('m3');
      await apply(store(), cutOff({ scope: TENANT, exceptSessionId: spare, sessionsUpToMs: NOW }));
      expect(await listedIds(store(), { tenant: 'acme', state: 'active' }, all)).toEqual(['since', spare]);
      expect(await logOf(store())).toMatchObject([{ endedSessions: MANY - 1 }]);
    });

    it('leaves what is written after it as that is, by whatever tenant, key or name', async () => {
      await fill(store());
      await apply(store(), putSession({ sessionId: id('moving'), tenant: null, startedAtMs: NOW - 5000 }));
      await apply(store(), cutOff({ scope: TENANT }));
      await apply(
        store(),
        putSession({ sessionId: id('m1') }),
        putSession({ sessionId: id('moving'), startedAtMs: NOW - 5000 }),
        putSession({ sessionId: id('new'), startedAtMs: NOW - 6000 }),
      );
      expect(await listedIds(store(), { tenant: 'acme', state: 'active' }, all)).toEqual([
        'm1',
        'moving',
        'new',
      ]);
    });

    it('leaves to an earlier one what that has ended', async () => {
      await fill(store());
      await apply(store(), cutOff({ scope: TENANT, reason: 'first' }));
      await apply(store(), cutOff({ scope: TENANT, reason: 'second' }));
      await apply(store(), cutOff({ scope: ofUser('u1'), reason: 'third', cutOffs: [aCutOff()] }));
      expect((await theSession(store(), 'm1'))?.end?.reason).toBe('first');
      expect((await logOf(store())).map(({ endedSessions }) => endedSessions)).toEqual([MANY, 0, 0]);
    });

    // In the smallest steps, on a busy machine, it takes its time.
    it('lets nothing be forgotten that it has retained longer', { timeout: 90_000 }, async () => {
      await fill(store());
      await apply(store(), cutOff({ scope: TENANT, retainUntilMs: NOW + 9_000_000 }));
      // It may be put off while they are put on record.
      const forgotten = () => store().forget(NOW + 3_000_000, 10_000);
      await vi.waitFor(async () => expect(await forgotten()).toBe(1), { timeout: 60_000 });
      expect(await listedIds(store(), {}, all)).toHaveLength(MANY);
    });

    if (!persists) return;

    it('is in force as a whole after the store was closed and opened again', async () => {
      await fill(store());
      await apply(store(), cutOff({ scope: TENANT }));
      const again = await reopen();
      expect(await listedIds(again, { state: 'active' }, all)).toEqual(['elsewhere']);
      expect((await theSession(again, 'm0'))?.end).toMatchObject({ cause: 'cutoff' });
      expect(await logOf(again)).toHaveLength(1);
    });
  });
}
