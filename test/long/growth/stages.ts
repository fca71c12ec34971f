/** What is done to a store that has grown, one thing after the other, and how long it held others up. */
import { setTimeout as pause } from 'node:timers/promises';
import { pauseAfter, STEP } from '../../../src/forgetting.ts';
import { readSession } from '../../../src/sessions/registration.ts';
import { countSessions, revokeSessions } from '../../../src/sessions/revoke.ts';
import type { SessionFilter, SessionPosition } from '../../../src/sessions/store.ts';
import { dueMs, HOUR_MS, TENANT, tokenOf } from './population.ts';
import { type Watch, type Watched, watching } from './watch.ts';

export type Figures = Readonly<Record<string, Watched & { readonly note?: string }>>;

const AT_REST = { callers: 4, restMs: 2 };
const PAGE = 100;
const A_PAUSE_MS = 10;
/** The store is busy otherwise. The server looks again after a minute. */
const BUSY_PAUSE_MS = 1000;
const RESTED_TIMES = 10;

export interface StageOptions {
  readonly ended: number;
  /** How many sessions at most. */
  readonly forget: number;
  readonly seconds: number;
}

export async function stages(watch: Watch, { ended, forget, seconds }: StageOptions): Promise<Figures> {
  const { store, nowMs, live } = watch;
  const figures: Record<string, Watched & { readonly note?: string }> = {};
  const during = async (name: string, work: () => Promise<string | undefined>): Promise<void> => {
    let note: string | undefined;
    const watched = await watching(watch, AT_REST, async () => {
      note = await work();
    });
    figures[name] = note === undefined ? watched : { ...watched, note };
  };
  const wait = () => pause(seconds * 1000);
  figures['checks, as many as go'] = await watching(watch, { callers: 32, restMs: 0 }, wait);
  await during('checks, a few', async () => {
    await wait();
    return undefined;
  });
  const firstPage = (filter: SessionFilter) => async () => {
    const page = { after: null, limit: PAGE, nowMs };
    const times: number[] = [];
    for (let tries = 0; tries < 20; tries += 1) {
      const begunMs = performance.now();
      await store.listSessions(filter, page);
      times.push(performance.now() - begunMs);
    }
    return `${Math.max(...times).toFixed(1)} ms at most`;
  };
  await during('first pages, active', firstPage({ state: 'active' }));
  await during('first pages, active, of a tenant', firstPage({ tenant: TENANT, state: 'active' }));
  await during('first pages, active, of a user', firstPage({ subject: 'user-7', state: 'active' }));
  await during('first pages, ended', firstPage({ state: 'ended' }));
  const allPages = (filter: SessionFilter, most: number) => async () => {
    let after: SessionPosition | null = null;
    let [longestMs, pages] = [0, 0];
    for (let isLast = false; !isLast && pages < most; pages += 1) {
      const begunMs = performance.now();
      const page = await store.listSessions(filter, { after, limit: 1000, nowMs });
      longestMs = Math.max(longestMs, performance.now() - begunMs);
      after = page.at(-1) ?? null;
      isLast = page.length < 1000;
    }
    return `${pages} pages of 1000, ${longestMs.toFixed(1)} ms at most`;
  };
  await during('all pages, active', allPages({ state: 'active' }, 2000));
  await during('all pages', allPages({}, 2000));
  const deps = { store, now: () => nowMs };
  const scope = { kind: 'tenant', tenant: TENANT } as const;
  await during('dry run', async () => {
    const counted = await countSessions(deps, { scope, upToMs: null });
    return 'matchedSessions' in counted ? `${counted.matchedSessions} counted` : counted.kind;
  });
  await during('cut-off, until its answer', async () => {
    const order = { scope, upToMs: null, reason: null, by: 'key:admin', maxLifetimeMs: HOUR_MS };
    const made = await revokeSessions(deps, order);
    return 'matchedSessions' in made ? `${made.matchedSessions} ended` : made.kind;
  });
  await during('cut-off, until all is on record', async () => {
    const last = tokenOf(live - 1, nowMs);
    const found = await readSession(deps, last);
    const isEnded = found.kind === 'session-found' && found.known.session.end !== null;
    while ((await store.forget(0, 1)) !== 0 || (await isPending(watch))) await pause(100);
    return isEnded ? 'the last was ended from the answer on' : 'IT WAS NOT ENDED';
  });
  // Of the same session, with the pauses of forgetting: what any write at all costs those that check.
  const writeUntil = async (over: Promise<unknown>) => {
    const { issuer, subject, keyId, tenant, sessionId } = tokenOf(live - 1, nowMs);
    const query = { issuer, subject, keyId, tenant, sessionIds: [sessionId] };
    let isOver = false;
    const waited = over.then(() => {
      isOver = true;
    });
    let written = 0;
    for (; !isOver; written += 1) {
      await store.update(query, ({ sessions }) => ({
        result: null,
        changes: [...sessions.values()].map((session) => ({ kind: 'put-session', session })),
      }));
      await pause(A_PAUSE_MS);
    }
    await waited;
    return `${written} written`;
  };
  await during('single small writes', () => writeUntil(wait()));
  // Checks of what is forgotten make it known again.
  const most = Math.min(forget, ended + live);
  const forgetting = async (many: number, untilMs: number, pauseMs: (tookMs: number) => number) => {
    let forgotten = 0;
    while (forgotten < many && performance.now() < untilMs) {
      const begunMs = performance.now();
      const gone = await store.forget(dueMs(nowMs), Math.min(STEP, many - forgotten));
      forgotten += gone;
      await pause(gone === 0 ? BUSY_PAUSE_MS : pauseMs(performance.now() - begunMs));
    }
    return forgotten;
  };
  let rested = 0;
  await during('forgetting, as the server rests', async () => {
    rested = await forgetting(
      Math.ceil(most / 2),
      performance.now() + RESTED_TIMES * 1000 * seconds,
      pauseAfter,
    );
    return `${rested} of ${ended + live} forgotten`;
  });
  await during('forgetting, hardly resting', async () => {
    const forgotten = await forgetting(most - rested, Number.POSITIVE_INFINITY, () => A_PAUSE_MS);
    return `${forgotten} of ${ended + live} forgotten`;
  });
  const { server } = watch;
  if (server !== null)
    await during('single small writes, beside a new file', () => writeUntil(server.rewrite()));
  return figures;
}

/** Forgetting waits for it up to a second, and is quicker than that where there is nothing to wait for, or where Redis is busy otherwise. */
async function isPending({ store, server }: Watch): Promise<boolean> {
  const begunMs = performance.now();
  await store.forget(0, 1);
  return performance.now() - begunMs > 900 || server?.isBusy() === true;
}
