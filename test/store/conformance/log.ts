import { describe, expect, it } from 'vitest';
import { all, anEnd, apply, cutOff, endOnce, logSessionEnd, NOW, putSession } from '../things.ts';
import type { Bench } from './bench.ts';

export function describeLog({ store, reopen, persists }: Bench): void {
  describe('the log', () => {
    it('tells of each end what is known of it', async () => {
      await apply(store(), logSessionEnd('s1'));
      expect(await store().readLog(0, 10)).toEqual([
        {
          ...anEnd(),
          cursor: 1,
          kind: 'session',
          issuer: 'default',
          subject: 'alice',
          sessionId: 's1',
          endedSessions: 1,
        },
      ]);
    });

    it('is read on from a cursor, a page at a time, oldest first', async () => {
      for (let at = 0; at < 7; at += 1) await apply(store(), logSessionEnd(`s${at}`));
      const read: unknown[] = [];
      for (let after = 0; ; ) {
        const page = await store().readLog(after, 3);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(3);
        read.push(...page.map(({ sessionId }) => sessionId));
        after = page.at(-1)?.cursor ?? 0;
      }
      expect(read).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
      expect(await store().readLog(1_000, 3)).toEqual([]);
      expect(await store().readLog(0, 0)).toEqual([]);
    });

    it('has cursors that grow with every entry, of concurrent updates too', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, at) => endOnce(store(), `s${at}`)));
      await apply(store(), cutOff());
      const cursors = (await store().readLog(0, 100)).map(({ cursor }) => cursor);
      expect(cursors).toHaveLength(51);
      expect(cursors).toEqual([...new Set(cursors)].sort((a, b) => a - b));
      expect(cursors[0]).toBeGreaterThan(0);
    });

    it('goes on where it was after all sessions are forgotten', async () => {
      await endOnce(store(), 's1');
      await store().forget(NOW * 2, 1000);
      expect(await store().listSessions({}, all)).toEqual([]);
      await endOnce(store(), 's1');
      const [first, second] = await store().readLog(0, 10);
      expect(second?.cursor).toBeGreaterThan(first?.cursor ?? Number.POSITIVE_INFINITY);
    });

    if (!persists) return;

    it('never gives a cursor again after the store was opened anew', async () => {
      await apply(store(), putSession(), logSessionEnd('s1'));
      const again = await reopen();
      const [first] = await again.readLog(0, 10);
      await apply(again, logSessionEnd('s2'));
      const [next] = await again.readLog(first?.cursor ?? 0, 10);
      expect(next?.sessionId).toBe('s2');
    });
  });
}
