/** `RateLimit`, `RateLimit-Policy` and `Retry-After`, for any requests at any times from any addresses. */
import type { Request } from 'express';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limiter, WindowStore } from '../../../src/http/limits.ts';
import { type Address, addresses } from './addresses.ts';

const countsOf = () => new WindowStore();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Step {
  readonly afterMs: number;
  readonly address: Address;
}
interface Answer {
  readonly refused: boolean;
  readonly headers: ReadonlyMap<string, string>;
}

async function ask(limit: ReturnType<typeof limiter>, ip: string): Promise<Answer> {
  const req = { ip, headers: {}, app: { get: () => false }, socket: { remoteAddress: ip } };
  const { refusal, headers } = await limit(req as unknown as Request);
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { refused: refusal !== null, headers: new Map(named) };
}

const numberIn = (text: string | undefined, name: string): number =>
  Number(new RegExp(`; ${name}=(\\d+)(?:;|$)`).exec(text ?? '')?.[1]);

/** Windows that begin with an address's first request, and begin anew with the first after their end. */
class Model {
  readonly #windows = new Map<string, { readonly startedAtMs: number; used: number }>();

  readonly #windowMs: number;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** `leftMs`: of the window. */
  count(client: string, nowMs: number): { readonly used: number; readonly leftMs: number } {
    const known = this.#windows.get(client);
    const over = known === undefined || nowMs - known.startedAtMs >= this.#windowMs;
    const current = over ? { startedAtMs: nowMs, used: 0 } : known;
    this.#windows.set(client, current);
    current.used += 1;
    return { used: current.used, leftMs: current.startedAtMs + this.#windowMs - nowMs };
  }
}

const cases = fc
  .record({ count: fc.integer({ min: 1, max: 6 }), windowSeconds: fc.constantFrom(1, 2, 60, 3600) })
  .chain((policy) => {
    const windowMs = policy.windowSeconds * 1000;
    const afterMs = fc.oneof(
      { weight: 6, arbitrary: fc.nat(Math.ceil(windowMs / 4)) },
      { weight: 2, arbitrary: fc.constantFrom(0, 1, windowMs - 1, windowMs, windowMs + 1) },
      { weight: 1, arbitrary: fc.nat(3 * windowMs) },
    );
    const clients = fc.array(addresses, { minLength: 1, maxLength: 4 });
    const steps = clients.chain((known) =>
      fc.array(fc.record({ afterMs, address: fc.constantFrom(...known) }), { minLength: 1, maxLength: 40 }),
    );
    return fc.tuple(fc.constant(policy), steps);
  });

it('says what is left, and refuses exactly what is over, in windows that start anew', async () => {
  const seen = { taken: 0, refused: 0, renewed: 0 };
  await fc.assert(
    fc.asyncProperty(
      cases,
      async ([policy, steps]: readonly [{ count: number; windowSeconds: number }, readonly Step[]]) => {
        const limit = limiter('tenant', policy, countsOf);
        const model = new Model(policy.windowSeconds * 1000);
        const keys = new Map<string, string>();
        for (const { afterMs, address } of steps) {
          vi.advanceTimersByTime(afterMs);
          const { used, leftMs } = model.count(address.client, Date.now());
          const { refused, headers } = await ask(limit, address.written);
          const [announced, rule] = [headers.get('ratelimit'), headers.get('ratelimit-policy')];

          expect(refused).toBe(used > policy.count);
          expect(announced).toMatch(/^"tenant"; r=\d+; t=\d+$/);
          expect(numberIn(announced, 'r')).toBe(Math.max(0, policy.count - used));
          expect(numberIn(announced, 't')).toBe(Math.ceil(leftMs / 1000));
          expect(numberIn(announced, 't')).toBeLessThanOrEqual(policy.windowSeconds);
          expect(rule?.startsWith(`"tenant"; q=${policy.count}; w=${policy.windowSeconds}; pk=:`)).toBe(true);
          // Who waits so long is not refused again for having come too early.
          if (refused) expect(Number(headers.get('retry-after')) * 1000).toBeGreaterThanOrEqual(leftMs);
          else expect(headers.has('retry-after')).toBe(false);
          // The partition key is the same for one client however it is written.
          expect(keys.get(address.client) ?? rule).toBe(rule);
          keys.set(address.client, rule ?? '');

          seen[refused ? 'refused' : 'taken'] += 1;
          if (used === 1) seen.renewed += 1;
        }
        vi.clearAllTimers();
      },
    ),
    { numRuns: 150 },
  );
  expect(Math.min(seen.taken, seen.refused, seen.renewed)).toBeGreaterThan(50);
});

it('takes the next request after as long as Retry-After says', async () => {
  await fc.assert(
    fc.asyncProperty(
      addresses,
      fc.integer({ min: 1, max: 4 }),
      fc.nat(59_999),
      async ({ written }, count, afterMs) => {
        const limit = limiter('gsm', { count, windowSeconds: 60 }, countsOf);
        await ask(limit, written);
        vi.advanceTimersByTime(afterMs);
        for (let at = 1; at < count; at += 1) expect((await ask(limit, written)).refused).toBe(false);
        const { refused, headers } = await ask(limit, written);
        expect(refused).toBe(true);
        vi.advanceTimersByTime(Number(headers.get('retry-after')) * 1000);
        expect((await ask(limit, written)).refused).toBe(false);
      },
    ),
  );
});

it('counts nothing and says nothing where there is no limit', async () => {
  const { refused, headers } = await ask(limiter('platform', null, countsOf), '192.0.2.1');
  expect([refused, headers.size]).toEqual([false, 0]);
});

it('counts requests of the same moment one by one', async () => {
  const limit = limiter('platform', { count: 3, windowSeconds: 60 }, countsOf);
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask(limit, '192.0.2.1')));
  expect(asked.map(({ refused }) => refused)).toEqual([false, false, false, true, true]);
  expect(asked.map(({ headers }) => /r=(\d)/.exec(headers.get('ratelimit') ?? '')?.[1])).toEqual([
    '2',
    '1',
    '0',
    '0',
    '0',
  ]);
});
