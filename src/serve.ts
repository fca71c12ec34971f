/** The server's life, in one process or in several: it starts, says where it is, and stops. */
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { readSettings, type Settings } from './config/settings.ts';
import { firstScreen } from './first-screen.ts';
import { createLog, type Logger } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { listen, stopperOf } from './running.ts';

/** Resolves once the server listens. Rejects with what `explain` has words for. */
export async function serve(): Promise<void> {
  const settings = await readSettings(process.env);
  const log = createLog(settings.logLevel);
  for (const warning of settings.warnings) log.warn(warning);
  const { host, port } =
    settings.workers === null
      ? await serveAlone(settings, log)
      : await (await import('./primary.ts')).servePrimary(settings, settings.workers, log);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (!settings.production) process.stdout.write(firstScreen(url, settings));
  log.info({ url, store: settings.storeUrl.split(':', 1)[0] }, 'listening');
}

async function serveAlone(settings: Settings, log: Logger): Promise<{ host: string; port: number }> {
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
