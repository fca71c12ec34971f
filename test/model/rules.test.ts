/** The rules against a model of them: any order of operations, one at a time and at once. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionStore } from '../../src/sessions/store.ts';
import { openMemoryStore } from '../../src/stores/memory.ts';
import type { CutOffSteps } from '../../src/stores/pending.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open.ts';
import { makeFolder, removeFolder } from '../support/folders.ts';
import { type Model, newModel, type Token } from './model.ts';
import {
  checkOf,
  checks,
  cutOffs,
  type Deed,
  ends,
  issue,
  type Operation,
  registrations,
  rules,
  someToken,
  type TokenOrder,
  type World,
} from './operations.ts';
import { Real } from './real.ts';

const START_MS = 1_800_000_000_000;

type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'issue'; readonly token: TokenOrder }
  | { readonly kind: 'do'; readonly operations: readonly Operation[] }
  /** A session is seen by a newer token first, then by an older one, then by the newer one again. */
  | { readonly kind: 'refreshed'; readonly token: TokenOrder }
  /** One user comes again and again. */
  | { readonly kind: 'visit'; readonly check: Operation; readonly waitsMs: readonly number[] };

const someWait = fc.constantFrom(1, 300, 400, 1000, 4700, 5000, 57_000);

const someOperation = fc.oneof(
  { weight: 8, arbitrary: checks },
  { weight: 4, arbitrary: ends },
  { weight: 2, arbitrary: registrations },
  { weight: 1, arbitrary: cutOffs },
  { weight: 2, arbitrary: rules },
);
const someStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(1, 300, 400, 1000, 4700, 5000, 57_000)
      .map((ms): Step => ({ kind: 'wait', ms })),
  },
  { weight: 3, arbitrary: someToken.map((token): Step => ({ kind: 'issue', token })) },
  { weight: 1, arbitrary: someToken.map((token): Step => ({ kind: 'refreshed', token })) },
  {
    weight: 6,
    arbitrary: someOperation.map((operation): Step => ({ kind: 'do', operations: [operation] })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ check: checks, waitsMs: fc.array(someWait, { minLength: 2, maxLength: 4 }) })
      .map((visit): Step => ({ kind: 'visit', ...visit })),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(someOperation, { minLength: 2, maxLength: 3 })
      .map((operations): Step => ({ kind: 'do', operations })),
  },
);

class Run {
  readonly #clock = { nowMs: START_MS };
  readonly #real: Real;
  readonly #tokens: Token[] = [];
  /** For people: what led to a difference. */
  readonly #story: string[] = [];
  readonly #cutMoments = new Set<number>();
  /** Several where what was done at once may have been done in several orders. */
  #models: readonly Model[] = [newModel(START_MS)];

  constructor(store: SessionStore) {
    this.#real = new Real(store, this.#clock);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'wait') {
      this.#story.push(`wait ${step.ms} ms`);
      this.#wait(step.ms);
    } else if (step.kind === 'issue') {
      this.#issue(step.token);
    } else if (step.kind === 'refreshed') {
      const [newer, older] = [0, 60_000].map((ageMs) => this.#issue({ ...step.token, ageMs }));
      for (const token of [newer, older, newer]) if (token !== undefined) await this.#do([checkOf(token)]);
    } else if (step.kind === 'visit') {
      const deed = step.check(this.#world(false));
      for (const ms of deed === null ? [] : step.waitsMs) {
        await this.#do([deed].filter((one) => one !== null));
        this.#story.push(`wait ${ms} ms`);
        this.#wait(ms);
      }
    } else {
      const world = this.#world(step.operations.length > 1);
      await this.#do(step.operations.map((one) => one(world)).filter((deed) => deed !== null));
    }
  }

  #issue(order: TokenOrder): Token {
    const token = issue(this.#clock.nowMs, this.#tokens.length, order);
    this.#story.push(`issue ${JSON.stringify(token)}`);
    this.#tokens.push(token);
    return token;
  }

  #world(atOnce: boolean): World {
    const takenMoments = new Set([...this.#cutMoments, ...this.#registrations()]);
    return { nowMs: this.#clock.nowMs, tokens: this.#tokens, takenMoments, atOnce };
  }

  async #do(deeds: readonly Deed[]): Promise<void> {
    if (deeds.length === 0) return;
    if (deeds.some(({ isWide }) => isWide)) this.#wait(1);
    this.#story.push(deeds.map(({ is }) => is).join(', and at once '));
    const seen = await Promise.all(deeds.map(({ inReal }) => inReal(this.#real)));
    await this.#real.settle();
    this.#explain(deeds, seen);
    for (const { upToMs } of this.#models.flatMap(({ cutOffs }) => cutOffs)) this.#cutMoments.add(upToMs);
    // The next cut-off has a millisecond of its own.
    if (this.#cutMoments.has(this.#clock.nowMs)) this.#wait(1);
  }

  /** What was done at once came out as if it had been done in some order; every order that explains it may be the one. */
  #explain(deeds: readonly Deed[], seen: readonly unknown[]): void {
    const told = new Set<unknown>();
    const explaining = new Map<string, Model>();
    for (const before of this.#models) {
      for (const order of orders(deeds.map((_, at) => at))) {
        const model = structuredClone(before);
        const said = new Map(order.map((at) => [at, deeds[at]?.inModel(model)]));
        for (const one of said.values()) told.add(one);
        const counts = deeds.length > 1;
        const isSame = deeds.every(({ isCount }, at) => (isCount && counts) || said.get(at) === seen[at]);
        if (isSame) explaining.set(JSON.stringify(model), model);
      }
    }
    if (explaining.size === 0) {
      throw new Error([...this.#story, `${seen.join(', ')}, where the model says ${[...told]}`].join('\n'));
    }
    this.#models = [...explaining.values()];
  }

  #registrations(): readonly number[] {
    const sessions = this.#models.flatMap((model) => Object.values(model.sessions));
    return sessions.flatMap(({ registered }) => (registered === null ? [] : [registered.atMs]));
  }

  #wait(ms: number): void {
    this.#clock.nowMs += ms;
    for (const model of this.#models) model.nowMs += ms;
  }
}

function orders(of: readonly number[]): readonly (readonly number[])[] {
  if (of.length <= 1) return [of];
  return of.flatMap((first) => orders(of.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

/** Returns how many steps were taken: `most`, unless fewer runs come to fewer. */
async function steps(open: Open, { numRuns, most }: { readonly numRuns: number; readonly most: number }) {
  let taken = 0;
  const seen = await fc.check(
    fc.asyncProperty(fc.array(someStep, { maxLength: 250, size: 'max' }), async (chosen) => {
      if (taken >= most) return;
      const { store, dispose } = open();
      try {
        const run = new Run(store);
        for (const step of chosen) await run.take(step);
        taken = Math.min(most, taken + chosen.length);
      } finally {
        await dispose();
      }
    }),
    { numRuns },
  );
  // Its own report would be of functions: the story says more, and these two bring it back.
  const { seed, counterexamplePath: path } = seen;
  if (seen.failed) throw new Error(`${seen.errorInstance} (${JSON.stringify({ seed, path })})`);
  return taken;
}

type Open = () => { readonly store: SessionStore; readonly dispose: () => Promise<void> };

const inMemory: Open = () => {
  const { store } = openMemoryStore();
  return { store, dispose: () => store.close() };
};

const onDisk =
  (cutOffSteps?: CutOffSteps): Open =>
  () => {
    const folder = makeFolder();
    const { store } = openSqliteStore(
      join(folder, 'store.db'),
      cutOffSteps === undefined ? {} : { steps: cutOffSteps },
    );
    return {
      store,
      dispose: async () => {
        await store.close();
        removeFolder(folder);
      },
    };
  };

describe('nothing comes out otherwise than the model says', () => {
  /** The mutants of the rules have to be caught by this one. */
  it('within 10,000 steps', async () => {
    expect(await steps(inMemory, { numRuns: 200, most: 10_000 })).toBe(10_000);
  }, 300_000);

  it('in 100,000 steps', async () => {
    expect(await steps(inMemory, { numRuns: 1500, most: 100_000 })).toBe(100_000);
  }, 300_000);

  it('on SQLite, in 3,000', async () => {
    expect(await steps(onDisk(), { numRuns: 100, most: 3000 })).toBe(3000);
  }, 300_000);

  it('on SQLite, where every cut-off is put on record one session at a time, in 10,000', async () => {
    const open = onDisk({ atOnce: 0, perStep: 1 });
    expect(await steps(open, { numRuns: 300, most: 10_000 })).toBe(10_000);
  }, 300_000);
});
