/** A server that runs: it listens, and stops in good order. */
import { Server as NetServer } from 'node:net';
import type { App } from './app.ts';
import type { Settings } from './config/settings.ts';
import type { Logger } from './observe/log.ts';

const STOP_WITHIN_MS = 10_000;
/** How long a connection stays open for a request that may be on its way, so that its answer can say the end. */
const IDLE_GRACE_MS = 1000;

/** Connections that nobody has taken yet: as many as Linux grants. Of Node's 511 all others of a sudden crowd have to try again. */
const BACKLOG = 4096;

export function listen({ server }: App, { host, port }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * What makes it stop accepting, finish what is under way, close the store, and be gone within 10 seconds.
 *
 * @param afterwards what is to be done once all is closed
 */
export function stopperOf(
  app: App,
  log: Logger,
  afterwards: () => Promise<void>,
): (forGood?: boolean) => void {
  let stopping = false;
  return (forGood = true) => {
    if (stopping) return;
    stopping = true;
    // Another one has its place: what it still answers is of a server that goes on.
    if (forGood) app.drain();
    const cutOff = setTimeout(() => {
      log.warn('connections are cut off: they did not finish in time');
      app.server.closeAllConnections();
    }, STOP_WITHIN_MS - 2000).unref();
    // Something may still hold the process: a log that nobody reads, or a store that does not answer.
    let isClosed = false;
    setTimeout(() => process.exit(isClosed ? 0 : 1), STOP_WITHIN_MS - 500).unref();
    // Not `app.server.close`: it would also cut off idle connections, whose next request may be on its way.
    NetServer.prototype.close.call(app.server, async () => {
      clearTimeout(cutOff);
      try {
        await app.close();
        isClosed = true;
      } catch (err) {
        log.error({ err }, 'the store could not be closed');
        process.exitCode = 1;
      }
      await afterwards();
    });
    setTimeout(() => app.server.closeIdleConnections(), IDLE_GRACE_MS).unref();
  };
}
