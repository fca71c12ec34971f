/** A server whose workers are killed one after the other under load: clients lose connections, and nothing else. */
import { setTimeout as pause } from 'node:timers/promises';
import { request } from '../../support/request.ts';
import { startServer, type TestServer, temporaryFolder } from '../../support/server.ts';
import type { StoreKind } from '../../support/stores/kind.ts';
import { until } from '../../support/until.ts';
import { workersOf } from '../../support/workers.ts';
import { chance } from '../random.ts';
import { LIMITS_OFF } from '../shots.ts';
import { Ledger } from './ledger.ts';
import { checkOn, refusals, workersSetting } from './loop.ts';
import { press } from './press.ts';

export interface WorkerCrashOptions {
  readonly kills: number;
  readonly seed: number;
  readonly store: StoreKind;
  readonly workers?: number;
  readonly clients?: number;
  readonly onRound?: (line: string) => void;
}

export interface WorkerCrashResult {
  readonly kills: number;
  readonly ends: number;
  /** Requests that were under way at a worker that died. */
  readonly cutOff: number;
  /** Requests that were answered with 500. */
  readonly refused: number;
  /** Requests on connections that nobody broke, and nobody answered. */
  readonly unanswered: number;
  /** Until another process was in its place. */
  readonly slowestReplacementMs: number;
  readonly faults: readonly string[];
}

const LONGEST_LOAD_MS = 400;
/** A worker that has served for so long is replaced at once, and others ever later: so many kills early are enough. */
const SETTLED_MS = 10_500;
const EARLY_KILLS = 2;

export async function workerCrashLoop(options: WorkerCrashOptions): Promise<WorkerCrashResult> {
  const { kills, seed, store, workers = 4, clients = 32, onRound = () => {} } = options;
  const random = chance(seed);
  const folder = temporaryFolder();
  const settings = await store.settingsFor(folder);
  const server = await startServer({
    folder,
    env: { ...LIMITS_OFF, ...settings, ...workersSetting(workers) },
  });
  const ledger = new Ledger();
  const faults: string[] = [];
  const total = { ends: 0, cutOff: 0, refused: 0, unanswered: 0, slowestReplacementMs: 0 };
  const startedMs = new Map(workersOf(server).map((pid) => [pid, performance.now()]));
  try {
    for (let round = 1; round <= kills; round += 1) {
      // The first of a map is the one that has been there for longest.
      const [victim, sinceMs] = [...startedMs].at(0) ?? [0, 0];
      if (round > workers * EARLY_KILLS) {
        await until('it is settled', () => performance.now() - sinceMs > SETTLED_MS, 2 * SETTLED_MS);
      }
      let pressing = true;
      const pressed = press(server, { clients, random, ledger, goesOn: () => pressing });
      await pressed.underWay;
      await pause(random.below(LONGEST_LOAD_MS));
      const killedMs = performance.now();
      process.kill(victim, 'SIGKILL');
      startedMs.delete(victim);
      const next = await until('another worker has come', () => newcomer(server, startedMs, victim));
      startedMs.set(next, performance.now());
      const tookMs = performance.now() - killedMs;
      pressing = false;
      const counts = await pressed.over;
      const { wrong, ends, cutOff, refused, unanswered } = counts;
      const found = [...wrong, ...refusals(counts, store), ...(await checkOn(server, ledger.takeNew()))];
      await until('it is ready', async () => (await request(server, 'GET', '/readyz')).status === 200);
      faults.push(...found.map((fault) => `round ${round}: ${fault}`));
      total.ends += ends;
      total.cutOff += cutOff;
      total.refused += refused;
      total.unanswered += unanswered;
      total.slowestReplacementMs = Math.max(total.slowestReplacementMs, tookMs);
      const verdict = found.length === 0 ? 'all hold' : `${found.length} FAULTS`;
      onRound(
        `round ${round}: another worker after ${Math.round(tookMs)} ms; ${ends} ends acknowledged, ${cutOff} requests cut off, ${refused} refused, ${unanswered} never answered; ${verdict}`,
      );
    }
    faults.push(...(await checkOn(server, ledger.groups)).map((fault) => `at last: ${fault}`));
    await server.stop();
  } finally {
    await server.stop('SIGKILL');
    await store.dispose();
  }
  return { kills, ...total, faults };
}

/** A worker that was not there before, once there are as many as there were. */
function newcomer(
  server: TestServer,
  known: ReadonlyMap<number, number>,
  victim: number,
): number | undefined {
  const now = workersOf(server).filter((pid) => pid !== victim);
  return now.length === known.size + 1 ? now.find((pid) => !known.has(pid)) : undefined;
}
