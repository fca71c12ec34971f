/** logoutd's resident memory, with many ended sessions in its store: at its start and after some requests. */
import { join } from 'node:path';
import { startLoader } from './loader.ts';
import { residentMiB, stop } from './program.ts';
import { logouts } from './questions.ts';
import { seedEnded } from './seed.ts';
import { databaseIn, startServer } from './servers.ts';

export interface MemoryOptions {
  readonly folder: string;
  readonly sessions: number;
  readonly connections: number;
  /** After how many requests in all to look. */
  readonly after: readonly number[];
}
export interface Memory {
  readonly requests: number;
  readonly residentMiB: number;
}

/** The first figure is of a server that has just answered its first request. */
export async function measureMemory(options: MemoryOptions): Promise<readonly Memory[]> {
  const folder = join(options.folder, 'memory');
  await seedEnded(databaseIn(folder), options.sessions);
  const server = await startServer('logoutd', folder);
  const loader = startLoader(1);
  try {
    const seen: Memory[] = [];
    let sent = 0;
    for (const after of [1, ...options.after]) {
      const tokens = after - sent;
      sent = after;
      // However long it takes.
      const order = { ...logouts.platform, port: server.port, tokens, seconds: 3600 };
      const connections = Math.min(tokens, options.connections);
      const { acknowledged } = await loader.round(server.processes(), { ...order, connections });
      if (acknowledged !== tokens) throw new Error(`of ${tokens} logouts ${acknowledged} were acknowledged`);
      seen.push({ requests: after, residentMiB: residentMiB(server.child) });
    }
    return seen;
  } finally {
    loader.stop();
    await stop(server.child);
  }
}
