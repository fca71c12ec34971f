/** The ordered log. The caller holds the transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { EndCause, LogEntry } from '../../sessions/model.ts';
import type { LogPage } from '../../sessions/store.ts';
import { fromText, fromTextOrNull, toText, toTextOrNull } from '../text.ts';

export class LogTable {
  readonly #append: StatementSync;
  readonly #page: StatementSync;
  readonly #bounds: StatementSync;
  readonly #trim: StatementSync;

  constructor(db: DatabaseSync) {
    this.#append = db.prepare(`
      INSERT INTO log (scope, at_ms, issuer, subject, tenant, key_id, session_id, up_to_ms, cause, by, reason,
        ended_sessions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#page = db.prepare('SELECT * FROM log WHERE cursor > ? ORDER BY cursor LIMIT ?');
    // AUTOINCREMENT keeps the last cursor ever given in sqlite_sequence, and a rollback takes it back: no gaps.
    this.#bounds = db.prepare(`
      SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'log'), 0) AS last,
        (SELECT min(cursor) FROM log) AS first`);
    this.#trim = db.prepare(`
      DELETE FROM log WHERE cursor IN (SELECT cursor FROM log ORDER BY cursor LIMIT :limit)
        AND cursor < ifnull(
          (SELECT cursor FROM log WHERE at_ms >= :before ORDER BY cursor LIMIT 1), (SELECT max(cursor) + 1 FROM log))`);
  }

  append(entry: Omit<LogEntry, 'cursor'>): LogEntry {
    const { lastInsertRowid } = this.#append.run(
      entry.scope,
      entry.atMs,
      toTextOrNull(entry.issuer),
      toTextOrNull(entry.subject),
      toTextOrNull(entry.tenant),
      toTextOrNull(entry.keyId),
      toTextOrNull(entry.sessionId),
      entry.upToMs,
      entry.cause,
      toText(entry.by),
      toTextOrNull(entry.reason),
      entry.endedSessions,
    );
    return { ...entry, cursor: Number(lastInsertRowid) };
  }

  read(after: number, limit: number): LogPage {
    const { last, first } = this.#bounds.get() as { last: number; first: number | null };
    const rows = this.#page.all(after, Math.max(0, limit)) as unknown as LogRow[];
    return { entries: rows.map(entryOf), lastCursor: last, trimmedCursor: first === null ? last : first - 1 };
  }

  /** Returns how many entries it dropped. */
  trim(beforeMs: number, limit: number): number {
    return Number(this.#trim.run({ before: beforeMs, limit: Math.max(0, limit) }).changes);
  }
}

type Text = string | null;

interface LogRow {
  readonly cursor: number;
  readonly scope: LogEntry['scope'];
  readonly at_ms: number;
  readonly issuer: Text;
  readonly subject: Text;
  readonly tenant: Text;
  readonly key_id: Text;
  readonly session_id: Text;
  readonly up_to_ms: number | null;
  readonly cause: EndCause;
  readonly by: string;
  readonly reason: Text;
  readonly ended_sessions: number;
}

function entryOf(row: LogRow): LogEntry {
  return {
    cursor: row.cursor,
    scope: row.scope,
    atMs: row.at_ms,
    issuer: fromTextOrNull(row.issuer),
    subject: fromTextOrNull(row.subject),
    tenant: fromTextOrNull(row.tenant),
    keyId: fromTextOrNull(row.key_id),
    sessionId: fromTextOrNull(row.session_id) as SessionId | null,
    upToMs: row.up_to_ms,
    cause: row.cause,
    by: fromText(row.by),
    reason: fromTextOrNull(row.reason),
    endedSessions: row.ended_sessions,
  };
}
