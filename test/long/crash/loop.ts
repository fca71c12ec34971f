/** A server that is killed again and again under load, on one store; after each start all that it promised is checked. */
import { setTimeout as pause } from 'node:timers/promises';
import { startServer, type TestServer, temporaryFolder } from '../../support/server.ts';
import type { StoreKind } from '../../support/stores/kind.ts';
import { sqlite } from '../../support/stores/sqlite.ts';
import { chance } from '../random.ts';
import { Client } from '../send.ts';
import { LIMITS_OFF } from '../shots.ts';
import { check } from './check.ts';
import { type Group, Ledger } from './ledger.ts';
import { type PressCounts, press } from './press.ts';
import { killWhileStarting } from './starting.ts';

export const MOMENTS = ['load', 'stop', 'start'] as const;
/** Where the blow falls: under load, while stopping after SIGTERM, or (after one under load) while starting again. */
export type Moment = (typeof MOMENTS)[number];

export interface CrashLoopOptions {
  readonly kills: number;
  readonly seed: number;
  readonly clients?: number;
  readonly store?: StoreKind;
  /** Of the server; not given, it is a single process. */
  readonly workers?: number;
  readonly onRound?: (line: string) => void;
}

export interface CrashLoopResult {
  readonly kills: Readonly<Record<Moment, number>>;
  /** Requests that were answered with success. */
  readonly acknowledged: number;
  /** Logouts among them: ends that have to hold. */
  readonly ends: number;
  /** Requests that were under way when the server died. */
  readonly cutOff: number;
  /** What did not hold; of each round and of the last look at everything. */
  readonly faults: readonly string[];
}

const CLIENTS = 32;
const LONGEST_LOAD_MS = 400;
/** Longer than a stop takes: idle connections have a second. */
const LONGEST_STOP_MS = 1_500;

export async function crashLoop(options: CrashLoopOptions): Promise<CrashLoopResult> {
  const { seed, clients = CLIENTS, store = sqlite, workers, onRound = () => {} } = options;
  const random = chance(seed);
  const folder = temporaryFolder();
  const env = { ...LIMITS_OFF, ...workersSetting(workers), ...(await store.settingsFor(folder)) };
  const ledger = new Ledger();
  const kills = { load: 0, stop: 0, start: 0 };
  const total = { acknowledged: 0, ends: 0, cutOff: 0 };
  const faults: string[] = [];
  const start = async (): Promise<{ readonly server: TestServer; readonly tookMs: number }> => {
    const startedAtMs = performance.now();
    const server = await startServer({ folder, env });
    return { server, tookMs: performance.now() - startedAtMs };
  };

  const killed = (): number => kills.load + kills.stop + kills.start;
  let { server, tookMs } = await start();
  try {
    for (let round = 1; killed() < options.kills; round += 1) {
      const stops = round % 4 === 2;
      const pressed = press(server, { clients, random, ledger });
      await pressed.underWay;
      await pause(random.below(LONGEST_LOAD_MS));
      if (stops) {
        server.process.kill('SIGTERM');
        await pause(random.below(LONGEST_STOP_MS));
      }
      await server.stop('SIGKILL');
      kills[stops ? 'stop' : 'load'] += 1;
      const counts = await pressed.over;
      total.acknowledged += counts.acknowledged;
      total.ends += counts.ends;
      total.cutOff += counts.cutOff;
      const again = round % 4 === 0 && killed() < options.kills;
      if (again) {
        await killWhileStarting(folder, env, random.next() * tookMs);
        kills.start += 1;
      }
      ({ server, tookMs } = await start());
      const found = [
        ...counts.wrong,
        ...refusals(counts, store),
        ...(await checkOn(server, ledger.takeNew())),
      ];
      faults.push(...found.map((fault) => `round ${round}: ${fault}`));
      const when = `${stops ? 'while stopping' : 'under load'}${again ? ' and while starting' : ''}`;
      const verdict = found.length === 0 ? 'all hold' : `${found.length} FAULTS`;
      onRound(
        `round ${round}: killed ${when}; ${counts.ends} ends acknowledged, ${counts.cutOff} requests cut off; ${verdict}`,
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

/** A Redis that did not answer in time, on a machine that is busy, is said to have not; a file has no such excuse. */
export const refusals = ({ refused }: PressCounts, store: StoreKind): readonly string[] =>
  store === sqlite && refused > 0 ? [`${refused} requests were answered with 500`] : [];

export const workersSetting = (workers: number | undefined): Readonly<Record<string, string>> =>
  workers === undefined ? {} : { LOGOUTD_WORKERS: String(workers) };

export async function checkOn(server: TestServer, groups: readonly Group[]): Promise<readonly string[]> {
  const client = new Client(server.port, CLIENTS);
  try {
    return await check(client, groups);
  } finally {
    client.close();
  }
}
