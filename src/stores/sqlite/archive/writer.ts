/** Puts records as they are, and removes them. The caller holds the transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LogEntry } from '../../../sessions/model.ts';
import type { CutOffsOfScope, Kind, Place, Records } from '../../archive/archive.ts';
import { placeOfScope, putting } from '../../archive/records.ts';
import { Counts } from '../../pending.ts';
import { toText, toTextOrNull } from '../../text.ts';
import { ChangeWriter } from '../changes.ts';
import { cutOffsIn } from '../cut-offs.ts';
import { LogTable } from '../log.ts';

/** By the parts of their places; a session that stands elsewhere by now stays. */
const REMOVALS: { readonly [K in Kind]: string } = {
  log: 'DELETE FROM log WHERE cursor = ?',
  policies: 'DELETE FROM tenant_policies WHERE tenant = ?',
  accounts: 'DELETE FROM accounts WHERE issuer = ? AND subject = ?',
  loggedOut: 'DELETE FROM logged_out WHERE issuer = ? AND subject = ?',
  cutOffs: 'DELETE FROM cut_offs WHERE scope = ? AND issuer = ? AND name = ?',
  sessions: 'DELETE FROM sessions WHERE started_at_ms = -? AND issuer = ? AND session_id = ?',
};

/** Cut-offs are put as they are, not made. */
const NO_COUNTS = new Counts();

export class Writer {
  readonly #db: DatabaseSync;
  readonly #changes: ChangeWriter;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#changes = new ChangeWriter(db, cutOffsIn(db).cutOffs, new LogTable(db));
  }

  remove(kind: Kind, place: Place): void {
    this.#run(REMOVALS[kind], ...place.map((part) => (typeof part === 'string' ? toText(part) : part)));
  }

  put<K extends Kind>(kind: K, record: Records[K]): void {
    const change = putting(kind, record);
    if (change !== null) this.#changes.write(change, NO_COUNTS);
    else if (kind === 'log') this.#putEntry(record as LogEntry);
    else this.#putCutOffs(record as CutOffsOfScope);
  }

  continueLog(logId: string, lastCursor: number): void {
    this.#run('UPDATE meta SET log_id = ?', logId);
    // SQLite's own table has no key to replace by.
    this.#run("DELETE FROM sqlite_sequence WHERE name = 'log'");
    this.#run("INSERT INTO sqlite_sequence (name, seq) VALUES ('log', ?)", lastCursor);
  }

  #putEntry(entry: LogEntry): void {
    this.#run(
      `INSERT OR REPLACE INTO log (cursor, scope, at_ms, issuer, subject, tenant, key_id, session_id, up_to_ms, cause,
        by, reason, ended_sessions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.cursor,
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
  }

  #putCutOffs({ scope, cutOffs }: CutOffsOfScope): void {
    const place = placeOfScope(scope);
    this.remove('cutOffs', place);
    for (const [position, cutOff] of cutOffs.entries()) {
      this.#run(
        `INSERT INTO cut_offs (scope, issuer, name, position, up_to_ms, at_ms, except_session_id, cause, by, reason,
          retain_until_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...place.map(toText),
        position,
        cutOff.upToMs,
        cutOff.atMs,
        toTextOrNull(cutOff.exceptSessionId),
        cutOff.cause,
        toText(cutOff.by),
        toTextOrNull(cutOff.reason),
        cutOff.retainUntilMs,
      );
    }
  }

  #run(sql: string, ...values: readonly (string | number | null)[]): void {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    statement.run(...values);
  }
}
