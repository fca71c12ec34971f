import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CutOffScope } from '../../src/sessions/model.ts';
import type { SessionStore } from '../../src/sessions/store.ts';
import { openMemoryStore } from '../../src/stores/memory.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import { ISSUERS, KEY_IDS, SESSION_IDS, SUBJECTS, someSteps, TENANTS } from './arbitrary.ts';
import type { StoreUnderTest } from './conformance/bench.ts';
import { describeStore } from './conformance.ts';
import { all, apply, NOW } from './things.ts';

const SCOPES: readonly CutOffScope[] = [
  ...ISSUERS.flatMap((issuer) => [
    { kind: 'issuer' as const, issuer },
    ...SUBJECTS.map((subject) => ({ kind: 'subject' as const, issuer, subject })),
    ...KEY_IDS.map((keyId) => ({ kind: 'key' as const, issuer, keyId })),
  ]),
  ...TENANTS.map((tenant) => ({ kind: 'tenant' as const, tenant })),
];

describeStore('SQLite', true, openForTest);

describe('the SQLite store and the memory store', () => {
  it('cannot be told apart by any sequence of changes', async () => {
    await fc.assert(
      fc.asyncProperty(someSteps, async (steps) => {
        const { store: sqlite, dispose } = await openForTest();
        const { store: memory } = openMemoryStore();
        try {
          for (const step of steps) {
            const counts = await Promise.all(
              [sqlite, memory].map((store) => {
                if ('forgetAtMs' in step) return store.forget(step.forgetAtMs, 1_000_000);
                return 'trimBeforeMs' in step ? store.trimLog(step.trimBeforeMs, 3) : apply(store, ...step);
              }),
            );
            expect(counts[0]).toEqual(counts[1]);
          }
          expect(await observe(sqlite)).toEqual(await observe(memory));
        } finally {
          await dispose();
        }
      }),
      { numRuns: 100 },
    );
  });
});

async function observe(store: SessionStore): Promise<unknown> {
  const standings = ISSUERS.flatMap((issuer) =>
    SUBJECTS.flatMap((subject) =>
      TENANTS.map((tenant) => store.read({ issuer, subject, keyId: 'k1', tenant, sessionIds: SESSION_IDS })),
    ),
  );
  const states = ['active', 'ended'] as const;
  const filters = [
    {},
    ...ISSUERS.flatMap((issuer) => [{ issuer }, ...states.map((state) => ({ issuer, state }))]),
    ...SUBJECTS.flatMap((subject) => [{ subject }, ...states.map((state) => ({ subject, state }))]),
    ...TENANTS.flatMap((tenant) => [{ tenant }, ...states.map((state) => ({ tenant, state }))]),
  ];
  return {
    standings: await Promise.all(standings),
    listings: await Promise.all(filters.map((filter) => store.listSessions(filter, all))),
    log: await store.readLog(0, 1000),
    counts: await Promise.all(
      SCOPES.flatMap((scope) => [null, NOW - 1].map((upTo) => store.countSessions(scope, upTo, NOW))),
    ),
  };
}

async function openForTest(): Promise<StoreUnderTest> {
  const folder = makeFolder();
  const path = join(folder, 'store.db');
  const { store } = openSqliteStore(path);
  const opened = [store];
  return {
    store,
    reopen: async () => {
      await opened.at(-1)?.close();
      const { store: again } = openSqliteStore(path);
      opened.push(again);
      return again;
    },
    dispose: async () => {
      for (const one of opened) await one.close();
      removeFolder(folder);
    },
  };
}
