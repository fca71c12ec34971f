/** The process: starts, says where it is, and stops in good order. */
import { type AddressInfo, Server as NetServer } from 'node:net';
import { type App, createApp } from './app.ts';
import { readSettings, type Settings, SettingsError } from './config/settings.ts';
import { firstScreen } from './first-screen.ts';
import { createLog, type Logger } from './observe/log.ts';
import { StoreOpenError } from './stores/opening.ts';
import { KeyError } from './tokens/key.ts';

/** sysexits.h: EX_CONFIG. */
const EXIT_CONFIG = 78;
const STOP_WITHIN_MS = 10_000;
/** How long a connection stays open for a request that may be on its way, so that its answer can say the end. */
const IDLE_GRACE_MS = 1000;

async function main(): Promise<void> {
  const settings = readSettings(process.env);
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
    setTimeout(() => {
      log.warn('connections are cut off: they did not finish in time');
      app.server.closeAllConnections();
    }, STOP_WITHIN_MS - 2000).unref();
    // Not `app.server.close`: it would also cut off idle connections, whose next request may be on its way.
    NetServer.prototype.close.call(app.server, async () => {
      try {
        await app.close();
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

/** What a person can mend gets a line, not a stack trace. */
function explain(error: unknown): string {
  if (error instanceof SettingsError) {
    return `logoutd cannot start with these settings:\n${error.problems.map((line) => `  ${line}`).join('\n')}`;
  }
  if (error instanceof StoreOpenError || error instanceof KeyError) {
    return `logoutd cannot start: ${error.message}`;
  }
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE') {
    return `logoutd cannot start: port ${port} is in use. Stop what listens there, or set PORT to another one.`;
  }
  if (code === 'EACCES' && port !== undefined) {
    return `logoutd cannot start: this user may not listen on port ${port}. Set PORT to 1024 or above.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `logoutd cannot start: this machine has no address ${address ?? process.env['HOST']}. Set HOST to one it has.`;
  }
  return `logoutd cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(EXIT_CONFIG);
});
