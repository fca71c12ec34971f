/** The servers that are measured, each with a folder of its own for its store and its log. */
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStore } from '../src/stores/open.ts';
import { type RedisServer, startRedis } from '../test/support/redis.ts';
import { nodeOptions, startedFile, startVariables } from '../test/support/start-script.ts';
import { type Core, familyOf, spawnOn } from './program.ts';
import { CHECK_KEY } from './questions.ts';
import { SECRET } from './tokens.ts';

/** Of a logout, and of a check. */
export const endingContestants = ['logoutd', 'bare', 'least'] as const;
export const checkingContestants = ['logoutd', 'stateless'] as const;
/** Of several processes, on either store. */
export const scalingContestants = ['sqlite 1', 'sqlite 2', 'redis 1', 'redis 2'] as const;
export type Contestant = (
  | typeof endingContestants
  | typeof checkingContestants
  | typeof scalingContestants
)[number];

export interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  /** Its own, and that of its Redis. */
  processes(): readonly number[];
  /** After it has stopped: how many ended sessions its store holds. */
  ended(): Promise<number>;
  /** Takes away what it stored in. */
  dispose(): Promise<void>;
}

interface Program {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly core: Core;
  readonly ended: () => number | Promise<number>;
  readonly redis?: RedisServer;
}

export const root = fileURLToPath(new URL('../', import.meta.url));
export const databaseIn = (folder: string): string => join(folder, 'store.db');

/** Production with its defaults, but for limits that one address cannot reach: they are counted all the same. */
const NO_LIMIT = '999999999/60';
export const logoutdEnvironment = (folder: string, port: number): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_ENV: 'production',
  PORT: String(port),
  LOGOUTD_STORE: `sqlite:${databaseIn(folder)}`,
  LOGOUTD_JWT_SECRET: SECRET,
  LOGOUTD_ADMIN_KEY: 'admin-key-of-the-benchmark-0123456789-abcdefgh',
  LOGOUTD_CHECK_KEY: CHECK_KEY,
  LOGOUTD_RATE_LIMIT_PLATFORM: NO_LIMIT,
  LOGOUTD_RATE_LIMIT_GSM: NO_LIMIT,
  LOGOUTD_RATE_LIMIT_SESSION: NO_LIMIT,
});

/** As `npm start` runs it: with the variables and the options of Node that the script gives. */
function logoutd(folder: string): Program {
  return {
    args: [...nodeOptions, startedFile],
    env: { ...logoutdEnvironment(folder, 0), ...startVariables },
    core: 0,
    ended: () => count(databaseIn(folder), 'sessions WHERE end_at_ms IS NOT NULL'),
  };
}

const bare =
  (kind: 'same' | 'least', table: string) =>
  (folder: string): Program => ({
    args: ['bench/bare.ts', kind, databaseIn(folder)],
    env: { PATH: process.env['PATH'] ?? '' },
    core: 0,
    ended: () => count(databaseIn(folder), table),
  });

/** Under the first process, as `LOGOUTD_WORKERS` has it. */
const workers =
  (count: number, where: 'sqlite' | 'redis') =>
  async (folder: string): Promise<Program> => {
    const redis = where === 'redis' ? { redis: await startRedis() } : {};
    const LOGOUTD_STORE = redis.redis?.url ?? `sqlite:${databaseIn(folder)}`;
    return {
      args: [...nodeOptions, startedFile],
      env: {
        ...logoutdEnvironment(folder, 0),
        ...startVariables,
        LOGOUTD_STORE,
        LOGOUTD_WORKERS: String(count),
      },
      core: 'any',
      ended: () => entriesIn(LOGOUTD_STORE, join(folder, 'data')),
      ...redis,
    };
  };

const programs: Readonly<Record<Contestant, (folder: string) => Program | Promise<Program>>> = {
  logoutd,
  bare: bare('same', 'sessions'),
  least: bare('least', 'ended'),
  stateless: () => ({
    args: ['bench/stateless.ts'],
    env: { PATH: process.env['PATH'] ?? '' },
    core: 0,
    ended: () => 0,
  }),
  'sqlite 1': workers(1, 'sqlite'),
  'sqlite 2': workers(2, 'sqlite'),
  'redis 1': workers(1, 'redis'),
  'redis 2': workers(2, 'redis'),
};

/** Its log goes into a file, as an operator's would: logoutd writes a line of JSON for each request. */
export async function startServer(name: Contestant, folder: string): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const { args, env, core, ended, redis } = await programs[name](folder);
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'w');
  // A marker that is kept for a store on Redis goes into the folder it runs in.
  const paths = args.map((arg) => (arg.endsWith('.ts') ? join(root, arg) : arg));
  const child = spawnOn(core, paths, { cwd: folder, env, stdio: ['ignore', log, 'inherit'] });
  closeSync(log);
  const port = await listening(child, logFile);
  const pids = [...familyOf(child), redis?.process().pid ?? []].flat();
  return {
    child,
    port,
    processes: () => pids,
    ended: async () => ended(),
    dispose: async () => redis?.dispose(),
  };
}

async function listening(child: ChildProcess, logFile: string): Promise<number> {
  for (;;) {
    const [, port] = /"url":"http:[^"]+:(\d+)"/.exec(readFileSync(logFile, 'utf8')) ?? [];
    if (port !== undefined) return Number(port);
    if (child.exitCode !== null) throw new Error(`a server did not start:\n${readFileSync(logFile, 'utf8')}`);
    await pause(10);
  }
}

function count(database: string, table: string): number {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    return Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count']);
  } finally {
    db.close();
  }
}

/** Each logout leaves an entry in the log. */
async function entriesIn(storeUrl: string, dataFolder: string): Promise<number> {
  const { store } = await openStore(storeUrl, { dataFolder });
  try {
    return (await store.readLog(0, 1)).lastCursor;
  } finally {
    await store.close();
  }
}
