import { describe, expect, it } from 'vitest';
import {
  all,
  anEnd,
  apply,
  aQuery,
  cutOff,
  endOnce,
  logOf,
  logSessionEnd,
  NOW,
  putSession,
} from '../things.ts';
import type { Bench } from './bench.ts';

export function describeLog({ store, reopen, persists, open }: Bench): void {
  describe('the log', () => {
    it('tells of each end what is known of it', async () => {
      await apply(store(), logSessionEnd('s1'));
      expect(await logOf(store(), 0, 10)).toEqual([
        {
          ...anEnd(),
          cursor: 1,
          scope: 'session',
          issuer: 'default',
          subject: 'alice',
          tenant: 'acme',
          keyId: null,
          upToMs: null,
          sessionId: 's1',
          endedSessions: 1,
        },
      ]);
    });

    it('is read on from a cursor, a page at a time, oldest first', async () => {
      for (let at = 0; at < 7; at += 1) await apply(store(), logSessionEnd(`s${at}`));
      const read: unknown[] = [];
      for (let after = 0; ; ) {
        const page = await logOf(store(), after, 3);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(3);
        read.push(...page.map(({ sessionId }) => sessionId));
        after = page.at(-1)?.cursor ?? 0;
      }
      expect(read).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
      expect(await logOf(store(), 1_000, 3)).toEqual([]);
      expect(await logOf(store(), 0, 0)).toEqual([]);
    });

    it('has cursors that grow with every entry, of concurrent updates too', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, at) => endOnce(store(), `s${at}`)));
      await apply(store(), cutOff());
      const cursors = (await logOf(store(), 0, 100)).map(({ cursor }) => cursor);
      expect(cursors).toHaveLength(51);
      expect(cursors).toEqual([...new Set(cursors)].sort((a, b) => a - b));
      expect(cursors[0]).toBeGreaterThan(0);
    });

    it('goes on where it was after all sessions are forgotten', async () => {
      await endOnce(store(), 's1');
      await store().forget(NOW * 2, 1000);
      expect(await store().listSessions({}, all)).toEqual([]);
      await endOnce(store(), 's1');
      const [first, second] = await logOf(store(), 0, 10);
      expect(second?.cursor).toBeGreaterThan(first?.cursor ?? Number.POSITIVE_INFINITY);
    });

    it('says where it begins and ends, also when it is empty', async () => {
      expect(await store().readLog(0, 10)).toEqual({ entries: [], lastCursor: 0, trimmedCursor: 0 });
      for (let at = 0; at < 3; at += 1) await apply(store(), logSessionEnd(`s${at}`));
      expect(await store().readLog(3, 10)).toEqual({ entries: [], lastCursor: 3, trimmedCursor: 0 });
    });

    it('tells an update which entries its own changes came to', async () => {
      await apply(store(), logSessionEnd('before'));
      const told = await store().update(aQuery(), () => ({
        report: (appended) =>
          appended.map(({ cursor, scope, endedSessions }) => [cursor, scope, endedSessions]),
        changes: [putSession(), logSessionEnd('s2'), cutOff()],
      }));
      expect(told).toEqual([
        [2, 'session', 1],
        [3, 'subject', 1],
      ]);
    });

    it('is trimmed from its beginning up to the first entry that is young enough, a limited number at a time', async () => {
      const ages = [1, 2, 3, 9, 4];
      for (const age of ages) await apply(store(), logSessionEnd(`s${age}`, { atMs: NOW + age }));
      expect(await store().trimLog(NOW + 5, 2)).toBe(2);
      expect(await store().trimLog(NOW + 5, 2)).toBe(1);
      expect(await store().trimLog(NOW + 5, 2)).toBe(0);
      const { entries, ...bounds } = await store().readLog(0, 10);
      expect(entries.map(({ cursor }) => cursor)).toEqual([4, 5]);
      expect(bounds).toEqual({ lastCursor: 5, trimmedCursor: 3 });
    });

    it('goes on where it was when all of it is trimmed', async () => {
      await apply(store(), logSessionEnd('s1'), logSessionEnd('s2'));
      expect(await store().trimLog(NOW * 2, 10)).toBe(2);
      expect(await store().readLog(0, 10)).toEqual({ entries: [], lastCursor: 2, trimmedCursor: 2 });
      await apply(store(), logSessionEnd('s3'));
      expect((await logOf(store())).map(({ cursor }) => cursor)).toEqual([3]);
    });

    it('has a name that no other has', async () => {
      const other = await open();
      expect(store().logId).toMatch(/^[0-9a-f]{8}$/);
      expect(other.store.logId).not.toBe(store().logId);
      await other.dispose();
    });

    if (!persists) return;

    it('keeps its name when the store is opened anew', async () => {
      const { logId } = store();
      expect((await reopen()).logId).toBe(logId);
    });

    it('never gives a cursor again after the store was opened anew', async () => {
      await apply(store(), putSession(), logSessionEnd('s1'));
      const again = await reopen();
      const [first] = await logOf(again, 0, 10);
      await apply(again, logSessionEnd('s2'));
      const [next] = await logOf(again, first?.cursor ?? 0, 10);
      expect(next?.sessionId).toBe('s2');
    });
  });
}
