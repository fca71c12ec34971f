/** The server's life: it starts, says where it is, and stops in good order. */
import { type AddressInfo, Server as NetServer } from 'node:net';
import { type App, createApp } from './app.ts';
import { readSettings, type Settings } from './config/settings.ts';
import { firstScreen } from './first-screen.ts';
import { createLog, type Logger } from './observe/log.ts';

const STOP_WITHIN_MS = 10_000;
/** How long a connection stays open for a request that may be on its way, so that its answer can say the end. */
const IDLE_GRACE_MS = 1000;

/** Resolves once the server listens. Rejects with what `explain` has words for. */
export async function serve(): Promise<void> {
  const settings = await readSettings(process.env);
  const log = createLog(settings.logLevel);
  for (const warning of settings.warnings) log.warn(warning);
  const app = await createApp(settings, log);
  await listen(app, settings);
  const { address, port, family } = app.server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  if (!settings.production) process.stdout.write(firstScreen(url, settings));
  log.info({ url, store: settings.storeUrl.split(':', 1)[0] }, 'listening');
  stopOnSignals(app, log);
}

function listen({ server }: App, { host, port }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Stops accepting, finishes what is under way, closes the store, and is gone within 10 seconds. */
function stopOnSignals(app: App, log: Logger): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    app.drain();
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
        log.info('stopped');
        log.flush();
      } catch (err) {
        log.error({ err }, 'the store could not be closed');
        process.exitCode = 1;
      }
    });
    setTimeout(() => app.server.closeIdleConnections(), IDLE_GRACE_MS).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
