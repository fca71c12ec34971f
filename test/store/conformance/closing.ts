import { describe, expect, it } from 'vitest';
import { type SessionStore, StoreError } from '../../../src/sessions/store.ts';
import { all, aQuery, endOnce, NOW, nothing } from '../things.ts';
import type { Bench } from './bench.ts';

const CALLS: readonly (readonly [string, (store: SessionStore) => Promise<unknown>])[] = [
  ['read', async (store) => store.read(aQuery())],
  ['update', (store) => store.update(aQuery(), nothing)],
  ['listSessions', (store) => store.listSessions({}, all)],
  ['readLog', (store) => store.readLog(0, 1)],
  ['forget', (store) => store.forget(NOW, 1)],
  ['check', (store) => store.check()],
];

export function describeClosing({ store }: Bench): void {
  describe('closing', () => {
    it('finishes what is under way', async () => {
      const ending = [endOnce(store()), endOnce(store())];
      await store().close();
      expect(await Promise.all(ending)).toEqual(['ended', 'found ended']);
    });

    it.each(CALLS)('makes %s reject with StoreError, from the moment it is asked for', async (_, call) => {
      const closing = store().close();
      await expect(call(store())).rejects.toBeInstanceOf(StoreError);
      await closing;
      await expect(call(store())).rejects.toBeInstanceOf(StoreError);
    });

    it('can be asked for twice', async () => {
      await Promise.all([store().close(), store().close()]);
      await store().close();
    });

    it('is not what check does: it resolves while the store is well, again and again', async () => {
      await store().check();
      await Promise.all([store().check(), endOnce(store()), store().check()]);
    });
  });
}
