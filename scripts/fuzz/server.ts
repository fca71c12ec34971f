/** The server that is judged: as in production, with secrets, a port and a store of its own, and without limits. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { contractNames } from '../contracts/documents.ts';
import { root, type Secrets } from './schemathesis.ts';

export interface Server {
  /** `host`: what this machine's loopback address is called where Schemathesis runs. */
  urlFrom(host: string): string;
  readonly secrets: Secrets;
  stop(): Promise<void>;
}

const ANSWERS_WITHIN_MS = 10_000;

const newSecret = (): string => randomBytes(48).toString('base64url');

/** @throws with the last line of the server, where it does not start */
export async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'logoutd-fuzz-'));
  const secrets = { LOGOUTD_FUZZ_SECRET: newSecret(), LOGOUTD_FUZZ_ADMIN_KEY: newSecret() };
  const limited = contractNames.filter((name) => name !== 'control');
  const child = spawn(process.execPath, [`${root}src/main.ts`], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      LOGOUTD_STORE: `sqlite:${join(folder, 'store.db')}`,
      LOGOUTD_JWT_SECRET: secrets.LOGOUTD_FUZZ_SECRET,
      LOGOUTD_ADMIN_KEY: secrets.LOGOUTD_FUZZ_ADMIN_KEY,
      ...Object.fromEntries(limited.map((name) => [`LOGOUTD_RATE_LIMIT_${name.toUpperCase()}`, 'off'])),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close').catch(() => undefined);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  const port = await new Promise<number>((resolve, reject) => {
    let last = '';
    createInterface(child.stdout).on('line', (line) => {
      last = line;
      const listening = /"url":"http:\/\/[^"]+:(\d+)".*"msg":"listening"/.exec(line);
      if (listening !== null) resolve(Number(listening[1]));
    });
    void closed.then(() => reject(new Error(`the server did not start: ${last}`)));
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { urlFrom: (host) => `http://${host}:${port}`, secrets, stop };
}

/** One that runs already, and goes on. @throws where nobody answers, or its secrets are not in the environment */
export async function runningServer(url: string): Promise<Server> {
  const { LOGOUTD_JWT_SECRET: secret, LOGOUTD_ADMIN_KEY: adminKey } = process.env;
  if (secret === undefined || adminKey === undefined) {
    throw new Error('--url needs LOGOUTD_JWT_SECRET and LOGOUTD_ADMIN_KEY, as the server has them');
  }
  await fetch(url, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).catch((error: Error) => {
    const { message } = (error.cause ?? error) as Error;
    throw new Error(`nobody answers at ${url}: ${message}`);
  });
  const secrets = { LOGOUTD_FUZZ_SECRET: secret, LOGOUTD_FUZZ_ADMIN_KEY: adminKey };
  return { urlFrom: () => url, secrets, stop: async () => undefined };
}
