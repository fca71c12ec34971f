import { describe, expect, it } from 'vitest';
import {
  aCutOff,
  all,
  anAccount,
  anEnd,
  aPolicy,
  apply,
  aQuery,
  cutOff,
  endOnce,
  id,
  listedIds,
  logOf,
  NOW,
  putSession,
} from '../things.ts';
import type { Bench } from './bench.ts';

export function describeForgetting({ store }: Bench): void {
  describe('forgetting', () => {
    it('takes what is retained until now, leaves what is retained longer, and never what lives', async () => {
      await apply(
        store(),
        putSession({ sessionId: id('past'), retainUntilMs: NOW - 1 }),
        putSession({ sessionId: id('now'), retainUntilMs: NOW }),
        putSession({ sessionId: id('later'), retainUntilMs: NOW + 1, end: anEnd() }),
        putSession({ sessionId: id('while it lives'), retainUntilMs: null }),
      );
      expect(await store().forget(NOW, 100)).toBe(2);
      expect(await listedIds(store(), {}, all)).toEqual(['later', 'while it lives']);
      expect(await store().forget(NOW, 100)).toBe(0);
      expect(await store().forget(Number.MAX_SAFE_INTEGER, 100)).toBe(1);
      expect(await listedIds(store(), {}, all)).toEqual(['while it lives']);
    });

    it('takes cut-offs one by one', async () => {
      const [gone, kept] = [aCutOff({ retainUntilMs: NOW }), aCutOff({ retainUntilMs: NOW + 1 })];
      await apply(store(), cutOff({ cutOffs: [gone, kept, gone] }));
      expect(await store().forget(NOW, 100)).toBe(2);
      expect((await store().read(aQuery())).cutOffs).toEqual([kept]);
    });

    it('counts sessions and cut-offs together, up to its limit, and says less when nothing is left', async () => {
      const due = Array.from({ length: 7 }, (_, at) =>
        putSession({ sessionId: id(`s${at}`), retainUntilMs: NOW }),
      );
      await apply(
        store(),
        cutOff({ cutOffs: Array.from({ length: 5 }, () => aCutOff({ retainUntilMs: NOW })) }),
        ...due,
      );
      expect(await store().forget(NOW, 0)).toBe(0);
      const counts: number[] = [];
      while (counts.at(-1) !== 0) counts.push(await store().forget(NOW, 5));
      expect(counts).toEqual([5, 5, 2, 0]);
    });

    it('takes many in one call, while others go on', async () => {
      const due = Array.from({ length: 1200 }, (_, at) =>
        putSession({ sessionId: id(`s${at}`), retainUntilMs: NOW }),
      );
      await apply(store(), ...due);
      const [count] = await Promise.all([
        store().forget(NOW, 5000),
        ...Array.from({ length: 10 }, (_, at) => endOnce(store(), `new ${at}`)),
      ]);
      expect(count).toBe(1200);
      expect(await store().listSessions({}, all)).toHaveLength(10);
    });

    it('leaves accounts, policies, marks and the log alone', async () => {
      const account = anAccount();
      await apply(
        store(),
        { kind: 'put-account', account },
        { kind: 'put-tenant-policy', policy: aPolicy() },
        { kind: 'mark-logged-out', user: account, atMs: 1 },
      );
      await endOnce(store());
      expect(await store().forget(NOW * 2, 100)).toBe(1);
      expect(await store().read(aQuery())).toMatchObject({
        account,
        tenantPolicy: aPolicy(),
        loggedOutAtMs: 1,
      });
      expect(await logOf(store(), 0, 10)).toHaveLength(1);
    });
  });
}
