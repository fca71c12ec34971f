/** The server of a long run, with the options that `npm start` gives to Node: a child process whose log is watched and not kept. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { productionEnv } from '../../support/server.ts';
import { nodeOptions } from '../../support/start-script.ts';

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
/** pino's levels: warnings from 40 on, errors from 50 on. */
const ERROR_LEVEL = 50;

export interface LongServer {
  readonly port: number;
  readonly pid: number;
  readonly database: string;
  /** Lines of the log that are errors, and whatever else was no line of a log; the first few of them. */
  readonly errors: { count: number; readonly first: string[] };
  /** How it ended, if it did: status or signal. */
  ended(): number | NodeJS.Signals | null;
  /** Tells it to stop, and resolves to how it ended. */
  stop(): Promise<number | NodeJS.Signals | null>;
}

export async function startLongServer(folder: string, configFile: string): Promise<LongServer> {
  const child = spawn(process.execPath, [...nodeOptions, MAIN], {
    cwd: folder,
    env: {
      ...productionEnv(),
      // The default; the soak's clients have addresses enough.
      LOGOUTD_RATE_LIMIT_TENANT: '30/3600',
      LOGOUTD_CONFIG: configFile,
      LOGOUTD_TRUSTED_PROXIES: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors = { count: 0, first: [] as string[] };
  const note = (line: string): void => {
    errors.count += 1;
    if (errors.first.length < 10) errors.first.push(line.slice(0, 500));
  };
  createInterface(child.stderr).on('line', note);
  const lines = createInterface(child.stdout);
  const port = await new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      const level = Number(/^\{"level":(\d+)/.exec(line)?.[1]);
      if (!(level < ERROR_LEVEL)) note(line);
      const listening = /"url":"http:\/\/[^"]*:(\d+)".*"msg":"listening"/.exec(line);
      if (listening !== null) resolve(Number(listening[1]));
    });
    child.once('close', (status) => reject(new Error(`the server ended with ${status}: ${errors.first}`)));
  });
  const ended = () => child.exitCode ?? child.signalCode;
  return {
    port,
    pid: child.pid ?? 0,
    database: join(folder, 'data', 'logoutd.db'),
    errors,
    ended,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'close');
  }
  return child.exitCode ?? child.signalCode;
}
