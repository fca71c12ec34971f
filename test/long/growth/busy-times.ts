/** When a Redis was busy with a file of its data, as it says itself: asked all the while, by a connection of its own. */
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { saysBusy } from '../../../src/stores/redis/busy.ts';

const EVERY_MS = 5;

export interface BusyTimes {
  /** By `performance.now`. */
  readonly overlap: (begunMs: number, endedMs: number) => boolean;
}

export interface BusyWatch {
  readonly stop: () => Promise<BusyTimes>;
}

/** A time begins with the last answer that knew nothing of it, and ends with the first that knows nothing of it any more. */
export async function watchBusy(port: string): Promise<BusyWatch> {
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  // It rejects what is asked, and that is seen.
  client.on('error', () => {});
  await client.connect();
  const times: { readonly fromMs: number; toMs: number }[] = [];
  let idleMs = performance.now();
  let isBusy = false;
  let isOver = false;
  const look = async (): Promise<void> => {
    const wasBusy = isBusy;
    isBusy = saysBusy(String(await client.sendCommand(['INFO', 'persistence'])));
    const nowMs = performance.now();
    if (isBusy && !wasBusy) times.push({ fromMs: idleMs, toMs: Number.POSITIVE_INFINITY });
    const last = times.at(-1);
    if (!isBusy && wasBusy && last !== undefined) last.toMs = nowMs;
    if (!isBusy) idleMs = nowMs;
  };
  const looking = (async () => {
    while (!isOver) {
      await look();
      await pause(EVERY_MS);
    }
    await look();
  })();
  return {
    stop: async () => {
      isOver = true;
      await looking;
      client.destroy();
      return {
        overlap: (begunMs, endedMs) => times.some(({ fromMs, toMs }) => begunMs < toMs && endedMs > fromMs),
      };
    },
  };
}
