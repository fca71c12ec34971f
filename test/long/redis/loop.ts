/** A Redis that is killed again and again under load; after each start all that two stores acknowledged is checked. */
import { setTimeout as pause } from 'node:timers/promises';
import { type SessionStore, StoreError } from '../../../src/sessions/store.ts';
import { openStore } from '../../../src/stores/open.ts';
import { makeFolder, removeFolder } from '../../support/folders.ts';
import { startRedis } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { chance } from '../random.ts';
import { faultsOf } from './check.ts';
import { type Ledger, nextWork } from './work.ts';

export interface RedisCrashOptions {
  readonly kills: number;
  readonly seed: number;
  readonly clients?: number;
  readonly onRound?: (line: string) => void;
}

export interface RedisCrashResult {
  readonly kills: number;
  /** Ends that were acknowledged, and have to hold. */
  readonly ends: number;
  /** Calls that were under way when the server died. */
  readonly cutOff: number;
  readonly faults: readonly string[];
}

const LONGEST_LOAD_MS = 300;
/** So often the append-only file is being rewritten when the blow falls. */
const REWRITES = 5;

export async function redisCrashLoop(options: RedisCrashOptions): Promise<RedisCrashResult> {
  const { kills, seed, clients = 32, onRound = () => {} } = options;
  const random = chance(seed);
  const dataFolder = makeFolder();
  const server = await startRedis();
  const ledger: Ledger = { acknowledged: [], spared: [], groups: [], wrong: [] };
  const stores: SessionStore[] = [];
  let cutOff = 0;
  const faults: string[] = [];
  try {
    for (let at = 0; at < 2; at += 1) stores.push((await openStore(server.url, { dataFolder })).store);
    for (let round = 1; round <= kills; round += 1) {
      const before = ledger.acknowledged.length;
      const pressed = press(round);
      await pause(20 + random.below(LONGEST_LOAD_MS));
      const rewrites = round % REWRITES === 0;
      if (rewrites) server.ask('BGREWRITEAOF');
      await server.kill();
      cutOff += await pressed;
      await server.start();
      for (const store of stores) await wellAgain(store);
      const found = [
        ...ledger.wrong.splice(0),
        ...(await faultsOf(stores[round % 2] as SessionStore, ledger)),
      ];
      faults.push(...found.map((fault) => `round ${round}: ${fault}`));
      const verdict = found.length === 0 ? 'all hold' : `${found.length} FAULTS`;
      onRound(
        `round ${round}: killed${rewrites ? ' while rewriting its file' : ''}; ${ledger.acknowledged.length - before} ends acknowledged; ${verdict}`,
      );
    }
  } finally {
    for (const store of stores) await store.close();
    await server.dispose();
    removeFolder(dataFolder);
  }
  return { kills, ends: ledger.acknowledged.length, cutOff, faults };

  /** Resolves to how many calls were cut off, once every client has found the server gone. */
  async function press(round: number): Promise<number> {
    let cut = 0;
    const client = async (of: number): Promise<void> => {
      const store = stores[of % stores.length] as SessionStore;
      for (let turn = 0; ; turn += 1) {
        const work = nextWork(`${round}.${of}.${turn}`, random, ledger);
        try {
          await work(store);
        } catch (error) {
          if (!(error instanceof StoreError)) ledger.wrong.push(`it threw ${error}`);
          cut += 1;
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: clients }, (_, of) => client(of)));
    return cut;
  }
}

const wellAgain = (store: SessionStore): Promise<true> =>
  until('the store is well again', () =>
    store.check().then(
      () => true as const,
      () => undefined,
    ),
  );
