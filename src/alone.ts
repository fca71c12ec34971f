/** One process that is the whole server. */
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { Settings } from './config/settings.ts';
import type { Logger } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { listen, stopperOf } from './running.ts';

/** Resolves once it listens, to where. Rejects with what `explain` has words for. */
export async function serveAlone(
  settings: Settings,
  log: Logger,
): Promise<{ readonly host: string; readonly port: number }> {
  const app = await createApp(settings, { log, metrics: createMetrics(), together: null });
  await listen(app, settings);
  const stop = stopperOf(app, log, async () => {
    if (process.exitCode !== 1) log.info('stopped');
    log.flush();
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      log.info({ signal }, 'stopping');
      stop();
    });
  }
  if (settings.production) process.on('SIGHUP', () => log.warn(NOTHING_TO_RELOAD));
  const { address, port } = app.server.address() as AddressInfo;
  return { host: address, port };
}

const NOTHING_TO_RELOAD =
  'SIGHUP reloads the settings where LOGOUTD_WORKERS is set; this is one process, and goes on as it is. Restart it.';
