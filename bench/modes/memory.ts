/** logoutd's resident memory, with many ended sessions in its store: at its start and after some requests. */
import { join } from 'node:path';
import type { Contestant } from '../contestant.ts';
import { fillStore } from '../growth/fill.ts';
import { runRound } from '../load/round.ts';
import { databaseIn, logoutd } from '../logoutd.ts';
import type { Options } from '../options.ts';
import { residentMiB } from '../program.ts';
import type { Outcome } from '../section.ts';
import { startServer } from '../server.ts';

export interface Memory {
  readonly requests: number;
  readonly residentMiB: number;
}

export async function measureMemory(options: Options, scratch: string): Promise<Outcome> {
  const folder = join(scratch, 'memory');
  fillStore(databaseIn(folder), { ended: options.sessions, due: 0, nowMs: Date.now() });
  const seen = await residentAfter(logoutd(options.contract), folder, options);
  return { section: sectionOf(seen, options.sessions), result: seen };
}

/** The first figure is of a server that has just answered its first request. */
export async function residentAfter(
  contestant: Contestant,
  folder: string,
  options: Pick<Options, 'after' | 'connections' | 'client'>,
): Promise<readonly Memory[]> {
  const server = await startServer(contestant, folder);
  const supply = contestant.answers.logout?.(server);
  const seen: Memory[] = [];
  try {
    let sent = 0;
    for (const after of [1, ...options.after]) {
      const requests = (await supply?.make(after - sent)) ?? [];
      sent = after;
      const connections = Math.min(requests.length, options.connections);
      // However long it takes: it ends when the requests have run out.
      const order = { port: server.port, requests, again: false, mustSay: null, seconds: 3600, connections };
      const { acknowledged } = await runRound({ client: options.client, core: 1 }, server.processes, order);
      if (acknowledged !== requests.length)
        throw new Error(`of ${requests.length} logouts ${acknowledged} were acknowledged`);
      seen.push({ requests: after, residentMiB: residentMiB(server.child) });
    }
  } finally {
    await server.dispose();
  }
  return seen;
}

const sectionOf = (seen: readonly Memory[], sessions: number): Outcome['section'] => ({
  title: 'Memory',
  paragraphs: [`With ${sessions} ended sessions in the store. After one request, and after more logouts.`],
  tables: [
    {
      caption: 'Resident memory',
      head: ['requests', 'resident MiB'],
      rows: seen.map(({ requests, residentMiB }) => [String(requests), residentMiB.toFixed(0)]),
    },
  ],
  explanations: [],
  charts: [],
});
