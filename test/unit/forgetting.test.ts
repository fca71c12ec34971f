import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetting } from '../../src/forgetting.ts';
import type { Change, SessionStore } from '../../src/sessions/store.ts';
import { openMemoryStore } from '../../src/stores/memory.ts';
import { endedSession, id, NOW_MS } from './sessions/given.ts';

const SESSIONS = 450;
const HOUR_MS = 3_600_000;

async function storeWith(retainUntilMs: number): Promise<SessionStore> {
  const { store } = await openMemoryStore();
  for (let at = 0; at < SESSIONS; at += 1) {
    const session = endedSession({ sessionId: id(`s${at}`), retainUntilMs });
    const query = { issuer: 'default', subject: null, keyId: null, tenant: null, sessionIds: [] };
    await store.update(query, () => ({ result: null, changes: [{ kind: 'put-session', session }] }));
  }
  return store;
}

const left = async (store: SessionStore): Promise<number> =>
  (await store.listSessions({}, { after: null, limit: 1000, nowMs: NOW_MS })).length;

/** A clock that stands still, as far as it and the time passed agree. */
const steady = () => ({
  now: () => NOW_MS,
  elapsed: () => 0,
  logRetentionMs: 24 * HOUR_MS,
  onError: () => {},
});

describe('forgetting', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  it('goes on in small steps until nothing is left to forget', async () => {
    const store = await storeWith(NOW_MS);
    const steps = vi.spyOn(store, 'forget');
    const background = forgetting(store, steady());
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    await background.stop();
    expect(await left(store)).toBe(0);
    expect(steps.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...steps.mock.calls.map(([, limit]) => limit))).toBeLessThanOrEqual(200);
  });

  it('rests four times as long as a step took, so that a large store takes a fifth of the time', async () => {
    const store = await storeWith(NOW_MS);
    let elapsedMs = 0;
    const forget = store.forget.bind(store);
    const steps = vi.spyOn(store, 'forget').mockImplementation((...asked) => {
      elapsedMs += 1000;
      return forget(...asked);
    });
    const background = forgetting(store, {
      ...steady(),
      now: () => NOW_MS + elapsedMs,
      elapsed: () => elapsedMs,
    });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(steps).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3999);
    expect(steps).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(steps).toHaveBeenCalledTimes(2);
    await background.stop();
  });

  it('leaves alone what has to be remembered', async () => {
    const store = await storeWith(NOW_MS + 1);
    const background = forgetting(store, steady());
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    await background.stop();
    expect(await left(store)).toBe(SESSIONS);
  });

  it('trims the log of what is older than it is kept', async () => {
    const store = await storeWith(NOW_MS + 1);
    const query = { issuer: 'default', subject: null, keyId: null, tenant: null, sessionIds: [] };
    const ended = (atMs: number): Change => ({
      kind: 'log-session-end',
      entry: {
        ...{ issuer: 'default', subject: null, tenant: null, sessionId: id('s1'), atMs },
        ...{ cause: 'logout', by: 'platform', reason: null, endedSessions: 1 },
      },
    });
    const changes = [...Array.from({ length: SESSIONS }, () => ended(NOW_MS - 25 * HOUR_MS)), ended(NOW_MS)];
    await store.update(query, () => ({ result: null, changes }));
    const background = forgetting(store, steady());
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    await background.stop();
    const { entries } = await store.readLog(0, 1000);
    expect(entries.map(({ cursor }) => cursor)).toEqual([SESSIONS + 1]);
  });

  it('survives a store that fails, and tries again', async () => {
    const store = await storeWith(NOW_MS);
    const steps = vi.spyOn(store, 'forget').mockRejectedValueOnce(new Error('full'));
    const onError = vi.fn();
    const background = forgetting(store, { ...steady(), onError });
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    await background.stop();
    expect(onError).toHaveBeenCalledOnce();
    expect(steps.mock.calls.length).toBeGreaterThan(1);
    expect(await left(store)).toBe(0);
  });

  it('does not believe a clock that jumps ahead of the time that has passed', async () => {
    const store = await storeWith(NOW_MS + HOUR_MS);
    let nowMs = NOW_MS;
    const background = forgetting(store, { ...steady(), now: () => nowMs });
    nowMs += 400 * 24 * HOUR_MS;
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    await background.stop();
    expect(await left(store)).toBe(SESSIONS);
  });

  it('takes up the right time when the clock was ahead at the start and is set back', async () => {
    const store = await storeWith(NOW_MS + HOUR_MS);
    let nowMs = NOW_MS + 400 * 24 * HOUR_MS;
    const background = forgetting(store, { ...steady(), now: () => nowMs });
    await vi.advanceTimersByTimeAsync(60_000);
    nowMs = NOW_MS;
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    await background.stop();
    expect(await left(store)).toBe(SESSIONS);
  });

  it('does nothing more once it was stopped', async () => {
    const store = await storeWith(NOW_MS);
    const steps = vi.spyOn(store, 'forget');
    await forgetting(store, steady()).stop();
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    expect(steps).not.toHaveBeenCalled();
  });
});
