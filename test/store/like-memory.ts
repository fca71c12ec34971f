/** Whether a store can be told apart from the one in memory, by any sequence of changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CutOffScope } from '../../src/sessions/model.ts';
import type { SessionStore } from '../../src/sessions/store.ts';
import { openMemoryStore } from '../../src/stores/memory.ts';
import { ISSUERS, KEY_IDS, SESSION_IDS, SUBJECTS, someSteps, TENANTS } from './arbitrary.ts';
import type { OpenForTest } from './conformance/bench.ts';
import { all, apply, NOW } from './things.ts';

const SCOPES: readonly CutOffScope[] = [
  ...ISSUERS.flatMap((issuer) => [
    { kind: 'issuer' as const, issuer },
    ...SUBJECTS.map((subject) => ({ kind: 'subject' as const, issuer, subject })),
    ...KEY_IDS.map((keyId) => ({ kind: 'key' as const, issuer, keyId })),
  ]),
  ...TENANTS.map((tenant) => ({ kind: 'tenant' as const, tenant })),
];

/** `oneByOne`: a change an update, since what a large cut-off ends is counted before the update that it is part of. */
export function describeLikeMemory(name: string, openForTest: OpenForTest, { oneByOne = false } = {}): void {
  describe(`the ${name} store and the memory store`, () => {
    it('cannot be told apart by any sequence of changes', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(someSteps, async (steps) => {
          const { store: tested, dispose } = await openForTest();
          const { store: memory } = openMemoryStore();
          try {
            for (const step of steps.flatMap((one) =>
              oneByOne && Array.isArray(one) ? one.map((it) => [it]) : [one],
            )) {
              const counts = await Promise.all(
                [tested, memory].map((store) => {
                  if ('forgetAtMs' in step) return store.forget(step.forgetAtMs, 1_000_000);
                  return 'trimBeforeMs' in step ? store.trimLog(step.trimBeforeMs, 3) : apply(store, ...step);
                }),
              );
              expect(counts[0]).toEqual(counts[1]);
            }
            expect(await observe(tested)).toEqual(await observe(memory));
          } finally {
            await dispose();
          }
        }),
        { numRuns: 100 },
      );
    });
  });
}

/** All that can be seen of a store of the arbitrary names. */
export async function observe(store: SessionStore): Promise<unknown> {
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
