/** How long anything was held up while something went on: checks all the while, and the clocks that saw it. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { ActiveStore } from '../../../src/sessions/activity.ts';
import { checkSession } from '../../../src/sessions/check-session.ts';
import { tokenOf } from './population.ts';
import type { ServerClocks, ServerWaits } from './server-clocks.ts';

export interface Watched {
  readonly tookMs: number;
  readonly checks: number;
  readonly perSecond: number;
  /** Of a check. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  /** Of those at no time of which the server was busy with a file of its data. */
  readonly longestApartMs: number;
  /** How long the event loop stood still at most. */
  readonly loopMs: number;
  /** `null` where there is no server. */
  readonly server: ServerWaits | null;
}

export interface Watch {
  readonly store: ActiveStore;
  readonly live: number;
  readonly nowMs: number;
  /** `null` where there is no server. */
  readonly server: ServerClocks | null;
}

/** `restMs`: what each of the callers waits between two checks. */
export async function watching(
  { store, live, nowMs, server }: Watch,
  { callers, restMs }: { readonly callers: number; readonly restMs: number },
  work: () => Promise<unknown>,
): Promise<Watched> {
  // Numbers alone, since objects would have the collector stop all of it.
  const begins: number[] = [];
  const times: number[] = [];
  let isOver = false;
  const call = async (): Promise<void> => {
    while (!isOver) {
      const token = tokenOf(Math.floor(Math.random() * live), nowMs);
      const begunMs = performance.now();
      await checkSession({ store, now: () => nowMs }, [token]);
      begins.push(begunMs);
      times.push(performance.now() - begunMs);
      // A store may answer without ever letting go of the event loop.
      await (restMs > 0 ? pause(restMs) : turn());
    }
  };
  server?.waits();
  const busy = await server?.watchBusy();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const begunMs = performance.now();
  const calling = Promise.all(Array.from({ length: callers }, call));
  await work().finally(() => {
    isOver = true;
  });
  const tookMs = performance.now() - begunMs;
  await calling;
  loop.disable();
  const busyTimes = await busy?.stop();
  const isApart = (begunMs: number, ms: number) => busyTimes?.overlap(begunMs, begunMs + ms) !== true;
  const apart = times.filter((ms, at) => isApart(begins[at] ?? 0, ms));
  const latencies = times.toSorted((one, other) => one - other);
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return {
    tookMs,
    checks: latencies.length,
    perSecond: (latencies.length / tookMs) * 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    longestMs: at(1),
    longestApartMs: apart.reduce((most, ms) => Math.max(most, ms), 0),
    loopMs: loop.max / 1e6,
    server: server?.waits() ?? null,
  };
}
