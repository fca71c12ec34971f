/** Real Redis servers of a test's own: on a free loopback port, in a folder of their own. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder, removeFolder } from './folders.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
export const WHY_NO_REDIS = 'there is no redis-server here';

/** As `LOGOUTD_STORE` wants it. */
export const SAFE = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

export interface RedisServer {
  readonly port: number;
  readonly folder: string;
  readonly url: string;
  readonly process: () => ChildProcess;
  /** By redis-cli, with its options before the command. */
  readonly ask: (...command: string[]) => string;
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
  /** The same one again, on the same port and folder. */
  readonly start: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

export interface RedisOptions {
  readonly args?: readonly string[];
  /** Of redis-cli: how to get in. */
  readonly cli?: readonly string[];
  /** `false`: TLS only. */
  readonly plain?: boolean;
}

/** Another process may take the port before it does. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOn(await freePort(), options);
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

async function startOn(
  port: number,
  { args = SAFE, cli = [], plain = true }: RedisOptions,
): Promise<RedisServer> {
  const folder = makeFolder();
  const ports = plain ? ['--port', String(port)] : ['--port', '0', '--tls-port', String(port)];
  const all = [...ports, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no', ...args];
  let child: ChildProcess;
  const ask = (...command: string[]) =>
    execFileSync('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...cli, ...command], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const start = async () => {
    child = spawn('redis-server', all, { stdio: 'ignore' });
    for (let tries = 0; ; tries += 1) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
      try {
        if (/PONG|NOAUTH/.test(ask('ping'))) return;
      } catch {
        // Not there yet.
      }
      if (tries > 200) throw new Error('redis-server does not answer');
      await pause(20);
    }
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await start();
  return {
    port,
    folder,
    url: `redis://127.0.0.1:${port}`,
    process: () => child,
    ask,
    kill,
    start,
    dispose: async () => {
      await kill();
      removeFolder(folder);
    },
  };
}

/** Below 55536, since a node of a cluster also listens 10000 above. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 30_000);
    const server = createServer();
    server.listen(port, '127.0.0.1');
    // It rejects where the port is taken.
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (isFree) return port;
  }
}
