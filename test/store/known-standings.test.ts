/** Standings that SQLite's store has read before, while the same process and others change what they say. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { SessionStore, StandingQuery } from '../../src/sessions/store.ts';
import { openMemoryStore } from '../../src/stores/memory.ts';
import { CUT_OFF_STEPS } from '../../src/stores/pending.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import { ISSUERS, SESSION_IDS, SUBJECTS, someSteps, TENANTS } from './arbitrary.ts';
import { apply, aQuery, cutOff, id, ofUser, putSession } from './things.ts';

/** Of one session each, and each session once: the last question about it is the one that is known. */
const QUERIES: readonly StandingQuery[] = SESSION_IDS.map((sessionId, at) => ({
  issuer: ISSUERS[at % ISSUERS.length] ?? '',
  subject: SUBJECTS[at % SUBJECTS.length] ?? null,
  keyId: 'k1',
  tenant: TENANTS[at % TENANTS.length] ?? null,
  sessionIds: [sessionId],
}));

/** As two processes have it: each with a connection of its own. */
function openTwice(steps = CUT_OFF_STEPS) {
  const folder = makeFolder();
  const path = join(folder, 'store.db');
  const stores = [
    openSqliteStore(path, { steps }).store,
    openSqliteStore(path, { steps, isOpen: true }).store,
  ] as const;
  const dispose = async (): Promise<void> => {
    for (const store of stores.toReversed()) await store.close();
    removeFolder(folder);
  };
  return { stores, dispose };
}

type Step = typeof someSteps extends fc.Arbitrary<(infer S)[]> ? S : never;
/** What a large cut-off ends is counted before the update that it is part of. */
const oneByOne = (step: Step): readonly Step[] =>
  Array.isArray(step) ? step.map((change) => [change]) : [step];

/** As a check sees them, and as a logout does. */
const readAll = (store: SessionStore): Promise<unknown> =>
  Promise.all(
    QUERIES.flatMap((query) => [
      store.read(query),
      store.update(query, (result) => ({ result, changes: [] })),
    ]),
  );

it.each([
  ['', CUT_OFF_STEPS],
  [', while each cut-off is put on record in the background', { atOnce: 0, perStep: 1 }],
])(
  'whichever process changes something, each says the same as one that has nothing but the present%s',
  {
    timeout: 60_000,
  },
  async (_, cutOffSteps) => {
    const someTurns = fc.tuple(someSteps, fc.infiniteStream(fc.nat(1)));
    await fc.assert(
      fc.asyncProperty(someTurns, async ([steps, turns]) => {
        const { stores, dispose } = openTwice(cutOffSteps);
        const { store: memory } = openMemoryStore();
        try {
          for (const step of steps.flatMap(oneByOne)) {
            const one = stores[turns.next().value === 0 ? 0 : 1];
            for (const store of [one, memory]) {
              if ('forgetAtMs' in step) await store.forget(step.forgetAtMs, 1_000_000);
              else if ('trimBeforeMs' in step) await store.trimLog(step.trimBeforeMs, 3);
              else await apply(store, ...step);
            }
            const present = await readAll(memory);
            for (const store of stores) expect(await readAll(store)).toEqual(present);
          }
        } finally {
          await dispose();
        }
      }),
      { numRuns: 60 },
    );
  },
);

it('what was read before is said at once, until it changes', async () => {
  const { stores, dispose } = openTwice();
  onTestFinished(dispose);
  const [store, other] = stores;
  const query = aQuery();
  const isKnown = (): boolean => !(store.read(query) instanceof Promise);
  await apply(store, putSession());
  expect(isKnown()).toBe(false);
  await store.read(query);
  expect(isKnown()).toBe(true);
  await apply(store, putSession({ sessionId: id('s2') }));
  expect(isKnown()).toBe(true);
  await apply(store, putSession());
  expect(isKnown()).toBe(false);
  await store.read(query);
  await apply(store, cutOff({ scope: ofUser('somebody else') }));
  expect(isKnown()).toBe(false);
  await store.read(query);
  await apply(other, putSession({ sessionId: id('s3') }));
  expect(isKnown()).toBe(false);
});

it('what a transaction read of itself before it failed is not known afterwards', async () => {
  const { stores, dispose } = openTwice();
  onTestFinished(dispose);
  const [store] = stores;
  const query = aQuery({ tenant: 'acme' });
  const look = () => store.update(query, (standing) => ({ result: standing, changes: [] }));
  const policy = {
    tenant: 'acme',
    registeredAccountsOnly: true,
    restrictedCapabilities: [],
    idleTimeoutSeconds: 1,
  };
  // They wait for one transaction together, and the last of them cannot be written.
  const outcomes = await Promise.allSettled([
    apply(store, cutOff({ scope: { kind: 'issuer', issuer: query.issuer } }), {
      kind: 'put-tenant-policy',
      policy: { ...policy, absoluteTimeoutSeconds: null },
    }),
    look(),
    apply(store, putSession({ startedAtMs: Number.NaN })),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await look()).toMatchObject({ cutOffs: [], tenantPolicy: null });
});

it('a decision goes by what another process has written, though nothing was read since', async () => {
  const { stores, dispose } = openTwice();
  onTestFinished(dispose);
  const [store, other] = stores;
  const query = aQuery({ tenant: 'acme' });
  const seen = () =>
    store.update(query, ({ cutOffs, tenantPolicy }) => ({
      result: [cutOffs.length, tenantPolicy],
      changes: [],
    }));
  expect(await seen()).toEqual([0, null]);
  const policy = {
    tenant: 'acme',
    registeredAccountsOnly: true,
    restrictedCapabilities: [],
    idleTimeoutSeconds: 1,
    absoluteTimeoutSeconds: null,
  };
  await apply(other, cutOff({ scope: { kind: 'tenant', tenant: 'acme' } }), {
    kind: 'put-tenant-policy',
    policy,
  });
  expect(await seen()).toEqual([1, policy]);
});

it('a cut-off of one issuer is none of another, though their names and keys run together', async () => {
  const { stores, dispose } = openTwice();
  onTestFinished(dispose);
  const [store] = stores;
  const coveringKey = (issuer: string, keyId: string) =>
    store.update(aQuery({ issuer, keyId }), ({ cutOffs }) => ({ result: cutOffs.length, changes: [] }));
  await apply(store, cutOff({ scope: { kind: 'key', issuer: 'a', keyId: 'bc' } }));
  expect(await coveringKey('a', 'bc')).toBe(1);
  expect(await coveringKey('ab', 'c')).toBe(0);
});

it('another user, key or tenant of the same session is another question', async () => {
  const { stores, dispose } = openTwice();
  onTestFinished(dispose);
  const [store] = stores;
  await apply(store, putSession());
  await store.read(aQuery());
  for (const parts of [{ subject: 'bob' }, { keyId: 'k9' }, { tenant: 'other' }, { issuer: 'other' }]) {
    expect(store.read(aQuery(parts))).toBeInstanceOf(Promise);
    await store.read(aQuery());
  }
});

it('a store that is closed knows nothing any more', async () => {
  const { stores, dispose } = openTwice();
  onTestFinished(dispose);
  const [store] = stores;
  await store.read(aQuery());
  await store.close();
  await expect(store.read(aQuery())).rejects.toThrow('closed');
});
