/** The load as its parent sees it. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './load.ts';
import { type Core, cpuMicroseconds, spawnOn } from './program.ts';

export interface Round extends Report {
  readonly perSecond: number;
  /** Of the server's processor time, user and system, for one request. */
  readonly cpuMicroseconds: number;
  /** How busy the client was, from 0 to 1: near 1 it is the client that is measured. */
  readonly clientLoad: number;
}

export interface Loader {
  /** @param processes of the server, and of what it stores in */
  round(processes: readonly number[], order: Order): Promise<Round>;
  stop(): void;
}

export function startLoader(core: Core): Loader {
  const child = spawnOn(core, [fileURLToPath(new URL('load.ts', import.meta.url))], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    round: async (processes, order) => {
      child.send(order);
      await message(child);
      const used = (): readonly [number, number] => [
        processes.reduce((sum, pid) => sum + cpuMicroseconds(pid), 0),
        cpuMicroseconds(child.pid),
      ];
      const before = used();
      child.send('go');
      const report = (await message(child)) as Report;
      const after = used();
      const [serverCpu, clientCpu] = [after[0] - before[0], after[1] - before[1]];
      return {
        ...report,
        perSecond: (report.acknowledged / report.elapsedMs) * 1000,
        cpuMicroseconds: serverCpu / report.acknowledged,
        clientLoad: clientCpu / 1000 / report.elapsedMs,
      };
    },
    stop: () => {
      child.disconnect();
    },
  };
}

async function message(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const signal = ended.signal;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([value]) => value as unknown),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`the load ended with ${code}`);
      }),
    ]);
  } finally {
    ended.abort();
  }
}
