/** What stands in the SQLite file of a server that was stopped. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface StoredLogEntry {
  readonly scope: string;
  readonly issuer: string;
  readonly subject: string | null;
  readonly session_id: string | null;
  readonly cause: string;
  readonly by: string;
  readonly reason: string | null;
  readonly ended_sessions: number;
}

const databaseOf = (folder: string): string => join(folder, 'data', 'logoutd.db');

/** The log of all that ended, oldest first. */
export function storedLog(folder: string): readonly StoredLogEntry[] {
  const db = new DatabaseSync(databaseOf(folder), { readOnly: true });
  try {
    const columns = 'scope, issuer, subject, session_id, cause, "by", reason, ended_sessions';
    const rows = db.prepare(`SELECT ${columns} FROM log ORDER BY cursor`).all();
    return rows.map((row) => ({ ...row }) as unknown as StoredLogEntry);
  } finally {
    db.close();
  }
}

/** Keeps a running server from writing, until the returned function is called. */
export function lockStore(folder: string): () => void {
  const db = new DatabaseSync(databaseOf(folder));
  db.exec('BEGIN IMMEDIATE');
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}
