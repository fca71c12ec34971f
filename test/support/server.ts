/** The real server as a child process, on a free port, as `npm start` runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rememberServer } from '../ledger/wire.ts';
import { lookThrough, lookThroughOutput, lookThroughStore, rememberSettings } from './canaries.ts';
import { store } from './stores/under-test.ts';
import { temporaryFolder } from './temporary-folders.ts';

export { temporaryFolder };

export const SECRET = 'a-secret-of-the-test-suite-0123456789-abcdef';
export const ADMIN_KEY = 'admin-key-of-the-test-suite-0123456789-abcdef';
export const CHECK_KEY = 'check-key-of-the-test-suite-0123456789-abcdef';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** The working folder. By it `stores/` knows the store, which is in it unless the environment says otherwise. */
  readonly folder: string;
  readonly process: ChildProcess;
  /** Everything written so far, standard error included. */
  output(): string;
  /** The log's lines so far, parsed. */
  log(): readonly Record<string, unknown>[];
  /** Sends the signal and resolves to exit status or signal, once the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** To start again on the store of a server that was stopped. */
  readonly folder?: string;
  /** A command in front of `node`, like `faketime`. */
  readonly under?: readonly string[];
}

/** The environment of a production server with this suite's secrets; nothing of the caller's leaks in. */
export function productionEnv(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    PORT: '0',
    LOGOUTD_JWT_SECRET: SECRET,
    LOGOUTD_ADMIN_KEY: ADMIN_KEY,
    LOGOUTD_CHECK_KEY: CHECK_KEY,
    LOGOUTD_RATE_LIMIT_TENANT: 'off',
  };
}

/** Resolves once the server says that it listens; rejects with its output if it ends before that. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const folder = options.folder ?? temporaryFolder();
  const [command = process.execPath, ...before] = options.under ?? [];
  const args = [...before, ...(options.under === undefined ? [] : [process.execPath]), MAIN];
  const env = { ...productionEnv(), ...(await store.settingsFor(folder)), ...options.env };
  rememberSettings(env);
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.once('close', () => {
    lookThroughOutput(output);
    lookThroughStore(folder);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      output += `${line}\n`;
      lines.push(line);
      const listening = /"url":"([^"]+)".*"msg":"listening"/.exec(line);
      if (listening?.[1] === undefined) return;
      rememberServer(Number(new URL(listening[1]).port));
      resolve(listening[1]);
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    folder,
    process: child,
    output: () => output,
    log: () => lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) {
        if (signal === 'SIGTERM') lookThrough('the metrics', await metricsOf(url));
        child.kill(signal);
        await once(child, 'close');
      }
      return child.exitCode ?? child.signalCode;
    },
  };
}

/** Empty where there are none to be had any more. */
async function metricsOf(url: string): Promise<string> {
  const headers = { Authorization: `Bearer ${CHECK_KEY}`, Connection: 'close' };
  const signal = AbortSignal.timeout(2_000);
  return fetch(`${url}/metrics`, { headers, signal }).then(
    (answer) => answer.text(),
    () => '',
  );
}
