/** The servers that are measured, each with a folder of its own for its store and its log. */
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nodeOptions, startedFile, startVariables } from '../test/support/start-script.ts';
import { spawnOn } from './program.ts';
import { CHECK_KEY } from './questions.ts';
import { SECRET } from './tokens.ts';

/** Of a logout, and of a check. */
export const endingContestants = ['logoutd', 'bare', 'least'] as const;
export const checkingContestants = ['logoutd', 'stateless'] as const;
export type Contestant = (typeof endingContestants | typeof checkingContestants)[number];

export interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  /** After it has stopped: how many ended sessions its store holds. */
  ended(): number;
}

interface Program {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where its ended sessions are; `null`: it keeps nothing. */
  readonly ended: { readonly database: string; readonly table: string } | null;
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
    ended: { database: databaseIn(folder), table: 'sessions WHERE end_at_ms IS NOT NULL' },
  };
}

const bare =
  (kind: 'same' | 'least', table: string) =>
  (folder: string): Program => ({
    args: ['bench/bare.ts', kind, databaseIn(folder)],
    env: { PATH: process.env['PATH'] ?? '' },
    ended: { database: databaseIn(folder), table },
  });

const programs: Readonly<Record<Contestant, (folder: string) => Program>> = {
  logoutd,
  bare: bare('same', 'sessions'),
  least: bare('least', 'ended'),
  stateless: () => ({
    args: ['bench/stateless.ts'],
    env: { PATH: process.env['PATH'] ?? '' },
    ended: null,
  }),
};

/** Its log goes into a file, as an operator's would: logoutd writes a line of JSON for each request. */
export async function startServer(name: Contestant, folder: string): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const { args, env, ended } = programs[name](folder);
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'w');
  const child = spawnOn(0, args, { cwd: root, env, stdio: ['ignore', log, 'inherit'] });
  closeSync(log);
  return {
    child,
    port: await listening(child, logFile),
    ended: () => (ended === null ? 0 : count(ended.database, ended.table)),
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
