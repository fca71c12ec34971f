/** The program of a worker: it answers requests beside others, under the primary that has started it. */
import { createApp } from './app.ts';
import { EXIT } from './cli/exit.ts';
import { readSettings } from './config/settings.ts';
import { explain } from './explain.ts';
import { createLog } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { listen, stopperOf } from './running.ts';
import { openChannel } from './workers/channel.ts';

try {
  await work();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(EXIT.configuration);
}

async function work(): Promise<void> {
  const metrics = createMetrics();
  let stop: (forGood: boolean) => void = () => process.exit(0);
  const channel = openChannel(metrics, (forGood) => stop(forGood));
  // Who ends the server from a terminal signals all of its processes at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(true));
  process.on('SIGHUP', () => undefined);
  const settings = await readSettings(process.env);
  const log = createLog(settings.logLevel, { worker: process.pid });
  const app = await createApp(settings, { log, metrics, together: channel });
  await listen(app, settings);
  stop = stopperOf(app, log, async () => {
    await channel.close();
    // Nothing else would end it: the channel is open.
    process.exit();
  });
}
