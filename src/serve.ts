/** The server's life, in one process or in several: it starts, says where it is, and stops. */
import { readSettings } from './config/settings.ts';
import { firstScreen } from './first-screen.ts';
import { createLog } from './observe/log.ts';
import { logOutput } from './observe/log-output.ts';

/** Resolves once the server listens. Rejects with what `explain` has words for. */
export async function serve(): Promise<void> {
  const settings = await readSettings(process.env);
  const output = logOutput();
  const log = createLog(settings.logLevel, {}, output);
  for (const warning of settings.warnings) log.warn(warning);
  const { workers } = settings;
  // Only what is needed then is loaded: the first of several processes needs no Express.
  const { host, port } =
    workers === null
      ? await import('./alone.ts').then(({ serveAlone }) => serveAlone(settings, log))
      : await import('./primary.ts').then(({ servePrimary }) =>
          servePrimary(settings, workers, { log, output }),
        );
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (!settings.production) process.stdout.write(firstScreen(url, settings));
  log.info({ url, store: settings.storeUrl.split(':', 1)[0] }, 'listening');
}
