/** logoutd as it is measured: as `npm start` runs it, for production. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { nodeOptions, startedFile, startVariables } from '../test/support/start-script.ts';
import type { Contestant } from './contestant.ts';
import { CHECK_KEY, type Contract, checks, logouts } from './questions.ts';
import { minted } from './supply.ts';
import { SECRET } from './tokens.ts';

export const root = fileURLToPath(new URL('../', import.meta.url));
export const databaseIn = (folder: string): string => join(folder, 'store.db');
export const logoutdCommand: readonly string[] = [process.execPath, ...nodeOptions, join(root, startedFile)];

/** Production with its defaults, but for limits that one address cannot reach: they are counted all the same. */
const NO_LIMIT = '999999999/60';
export const logoutdEnvironment = (folder: string, port = 0): Readonly<Record<string, string>> => ({
  ...startVariables,
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

/** By tokens of that many users. */
export const logoutdAnswers = (contract: Contract, users?: number): Contestant['answers'] => ({
  verify: ({ url }) => minted(checks.verify, url, users),
  logout: ({ url }) => minted(logouts[contract], url, users),
  introspection: ({ url }) => minted(checks.introspection, url, users),
});

export const logoutd = (contract: Contract): Contestant => ({
  name: 'logoutd',
  baseline: null,
  says: 'Everything that its README says. A logout is answered once its session and a line in the log of ends are on disk (SQLite, WAL, synchronous=FULL, one transaction for all that waits); a check looks the session, its account, tenant and cut-offs up. It validates, limits, logs and counts each request.',
  answers: logoutdAnswers(contract),
  program: (folder) => ({
    command: logoutdCommand,
    env: logoutdEnvironment(folder),
    core: 0,
    ended: {
      by: 'counting',
      count: () => rowsIn(databaseIn(folder), 'sessions WHERE end_at_ms IS NOT NULL'),
    },
  }),
});

export function rowsIn(database: string, table: string): number {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    return Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count']);
  } finally {
    db.close();
  }
}
