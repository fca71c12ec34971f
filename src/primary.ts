/** The process that keeps the workers going: it answers no requests itself, but counts for them, forgets, and reloads. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT } from './cli/exit.ts';
import { readSettings, type Settings } from './config/settings.ts';
import { explain } from './explain.ts';
import { forgettingOf } from './forgetting.ts';
import { type Logger, warnAtOnce } from './observe/log.ts';
import type { LogOutput } from './observe/log-output.ts';
import { metered } from './observe/metered-store.ts';
import { createMetrics } from './observe/metrics.ts';
import { openStore } from './stores/open.ts';
import { Gatherer } from './workers/gatherer.ts';
import type { ToPrimary } from './workers/messages.ts';
import { type Address, Supervisor } from './workers/supervisor.ts';
import { Windows } from './workers/windows.ts';
import { NotServing, type Worker } from './workers/worker.ts';

/** Of the package it is JavaScript, as this file is. */
const WORKER = fileURLToPath(new URL(`worker${extname(import.meta.url)}`, import.meta.url));

/** A little more than workers are given. */
const STOP_WITHIN_MS = 9900;

/** Resolves once all workers serve. Rejects with what `explain` has words for. */
export async function servePrimary(
  settings: Settings,
  workers: number,
  { log, output }: { readonly log: Logger; readonly output: LogOutput },
): Promise<Address> {
  const metrics = createMetrics();
  const { storeUrl, redisDurability } = settings;
  // First of all processes, and last: so it is looked over once, and a worker that dies is not the last to close it.
  const opened = await openStore(storeUrl, { redisDurability, tell: warnAtOnce(log) });
  for (const notice of opened.notices) log.warn(notice);
  const store = metered(opened.store, metrics);
  const background = forgettingOf(store, settings, log);
  const windows = new Windows();
  const gatherer = new Gatherer<Worker>(metrics);
  const answer = async (worker: Worker, message: ToPrimary): Promise<void> => {
    switch (message.kind) {
      case 'hit': {
        const { id, window, key } = message;
        worker.tell({ kind: 'hits', id, hits: await windows.hit(window, key) });
        break;
      }
      case 'all-metrics':
        worker.tell({ kind: 'all-metrics', id: message.id, text: await gatherer.text(supervisor.serving) });
        break;
      case 'own-metrics':
        gatherer.said(worker, message);
        break;
    }
  };
  const supervisor = new Supervisor(WORKER, workers, {
    onMessage: (worker, message) => {
      answer(worker, message).catch((err: unknown) => log.error({ err }, 'a worker could not be answered'));
    },
    onOutput: (stream, lines) => {
      if (stream === 'stdout') output.write(lines);
      else process.stderr.write(lines);
    },
    onLost: (end, pauseMs) => {
      metrics.workerLost();
      log.error({ ...end, pauseMs }, 'a worker has ended; another takes its place after the pause');
    },
    onGone: (worker) => gatherer.departed(worker),
  });

  const close = async (): Promise<void> => {
    await background.stop();
    await store.close();
  };
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    let isFine = await supervisor.stop();
    if (!isFine) log.warn('not all workers ended in good order, or in time');
    await close().catch((err: unknown) => {
      isFine = false;
      log.error({ err }, 'the store could not be closed');
    });
    log.info('stopped');
    log.flush();
    process.exit(isFine ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  process.on(
    'SIGHUP',
    () => void (settings.production && !stopping ? reload(supervisor, log, () => stopping) : stop('SIGHUP')),
  );

  try {
    return await supervisor.start();
  } catch (error) {
    // Told to end before it served: that goes on, and ends the process.
    if (stopping) return new Promise(() => {});
    await close();
    // It has said why.
    if (error instanceof NotServing && error.end.code === EXIT.configuration)
      process.exit(EXIT.configuration);
    throw error;
  }
}

async function reload(supervisor: Supervisor, log: Logger, isStopping: () => boolean): Promise<void> {
  log.info('reloading');
  try {
    for (const warning of (await readSettings(process.env)).warnings) log.warn(warning);
    await supervisor.reload();
    if (!isStopping()) log.info('reloaded');
  } catch (error) {
    if (isStopping()) return;
    const why = error instanceof NotServing ? `${error.message}; what it wrote says why.` : explain(error);
    log.error(`not reloaded; what served goes on. ${why}`);
  }
}
