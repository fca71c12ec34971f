/** The database's shape, and how an older one becomes the present one. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { nameDigestOf } from './name-digest.ts';

/** "logd" in ASCII: what SQLite keeps in the header of a database of ours. */
export const APPLICATION_ID = 0x6c6f6764;

/**
 * Step n leads from `user_version` n to n + 1. A step that was released is never edited.
 * Times are REAL, so that every number of JavaScript's comes back as it was; SQLite stores whole ones as integers.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    identity TEXT NOT NULL,
    commits INTEGER NOT NULL
  ) STRICT;
  INSERT INTO meta VALUES (1, lower(hex(randomblob(16))), 0);

  CREATE TABLE sessions (
    issuer TEXT NOT NULL,
    session_id TEXT NOT NULL,
    subject TEXT,
    tenant TEXT,
    email TEXT,
    device TEXT,
    started_at_ms REAL NOT NULL,
    registered_at_ms REAL,
    last_seen_at_ms REAL NOT NULL,
    expires_at_ms REAL,
    latest_token_expires_at_ms REAL,
    end_at_ms REAL,
    end_cause TEXT,
    end_by TEXT,
    end_reason TEXT,
    retain_until_ms REAL,
    PRIMARY KEY (issuer, session_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_newest ON sessions (started_at_ms DESC, issuer, session_id);
  CREATE INDEX sessions_by_subject ON sessions (subject, started_at_ms DESC, issuer, session_id)
    WHERE subject IS NOT NULL;
  CREATE INDEX sessions_by_tenant ON sessions (tenant, started_at_ms DESC, issuer, session_id)
    WHERE tenant IS NOT NULL;
  CREATE INDEX sessions_retained ON sessions (retain_until_ms) WHERE retain_until_ms IS NOT NULL;

  CREATE TABLE cut_offs (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    position INTEGER NOT NULL,
    at_ms REAL NOT NULL,
    except_session_id TEXT,
    cause TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT,
    retain_until_ms REAL NOT NULL,
    PRIMARY KEY (issuer, subject, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cut_offs_retained ON cut_offs (retain_until_ms);

  CREATE TABLE accounts (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    tenant TEXT,
    email TEXT,
    status TEXT NOT NULL,
    restricted_capabilities TEXT NOT NULL,
    PRIMARY KEY (issuer, subject)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE logged_out (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    at_ms REAL NOT NULL,
    PRIMARY KEY (issuer, subject)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tenant_policies (
    tenant TEXT PRIMARY KEY,
    registered_accounts_only INTEGER NOT NULL,
    restricted_capabilities TEXT NOT NULL,
    idle_timeout_seconds REAL,
    absolute_timeout_seconds REAL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE log (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    at_ms REAL NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT,
    session_id TEXT,
    cause TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT,
    ended_sessions INTEGER NOT NULL
  ) STRICT;
  `,
  // Cut-offs and log entries of more than users; the key of a session; who ended it by the name of the key.
  `
  ALTER TABLE sessions ADD COLUMN key_id TEXT;
  UPDATE sessions SET end_by = 'key:control' WHERE end_by = 'control';

  ALTER TABLE cut_offs RENAME TO users_cut_offs;
  CREATE TABLE cut_offs (
    scope TEXT NOT NULL,
    issuer TEXT NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    up_to_ms REAL NOT NULL,
    at_ms REAL NOT NULL,
    except_session_id TEXT,
    cause TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT,
    retain_until_ms REAL NOT NULL,
    PRIMARY KEY (scope, issuer, name, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO cut_offs
    SELECT 'subject', issuer, subject, position, at_ms, at_ms, except_session_id, cause,
      iif(by = 'control', 'key:control', by), reason, retain_until_ms
    FROM users_cut_offs;
  DROP TABLE users_cut_offs;
  CREATE INDEX cut_offs_retained ON cut_offs (retain_until_ms);

  ALTER TABLE log RENAME TO users_log;
  CREATE TABLE log (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL,
    at_ms REAL NOT NULL,
    issuer TEXT,
    subject TEXT,
    tenant TEXT,
    key_id TEXT,
    session_id TEXT,
    up_to_ms REAL,
    cause TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT,
    ended_sessions INTEGER NOT NULL
  ) STRICT;
  INSERT INTO log
    SELECT cursor, iif(kind = 'session', 'session', 'subject'), at_ms, issuer, subject, NULL, NULL, session_id,
      iif(kind = 'session', NULL, at_ms), cause, iif(by = 'control', 'key:control', by), reason, ended_sessions
    FROM users_log ORDER BY cursor;
  DROP TABLE users_log;
  `,
  // The log has a name of its own: one that goes on from a backup is another, though the store is the same.
  `
  ALTER TABLE meta ADD COLUMN log_id TEXT NOT NULL DEFAULT '';
  UPDATE meta SET log_id = lower(hex(randomblob(4)));
  `,
  // Large cut-offs are put on record in steps, and sessions without an end are found without passing over the others.
  `
  CREATE TABLE pending_cut_offs (
    epoch INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL,
    issuer TEXT NOT NULL,
    name TEXT NOT NULL,
    except_session_id TEXT,
    up_to_ms REAL,
    next_second_ms REAL,
    at_ms REAL NOT NULL,
    cause TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT,
    retain_until_ms REAL NOT NULL
  ) STRICT;
  ALTER TABLE sessions ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX open_sessions_newest ON sessions (started_at_ms DESC, issuer, session_id) WHERE end_at_ms IS NULL;
  CREATE INDEX open_sessions_by_subject ON sessions (subject, started_at_ms DESC, issuer, session_id)
    WHERE subject IS NOT NULL AND end_at_ms IS NULL;
  CREATE INDEX open_sessions_by_tenant ON sessions (tenant, started_at_ms DESC, issuer, session_id)
    WHERE tenant IS NOT NULL AND end_at_ms IS NULL;
  `,
  // A store may be a copy of another that no server has opened yet; of which, by whom, and with which commit it was whole.
  `
  ALTER TABLE meta ADD COLUMN copy_of TEXT;
  ALTER TABLE meta ADD COLUMN copied_by TEXT;
  ALTER TABLE meta ADD COLUMN whole_at_commit INTEGER;
  `,
  // Rows lie in the order in which they came, and only their names in that of the names, which is random: a tree of whole rows
  // in that order was so deep and wide that each end read several pages of it (docs/decisions/0030).
  `
  CREATE TABLE rows_of_sessions (
    id INTEGER PRIMARY KEY,
    issuer TEXT NOT NULL,
    session_id TEXT NOT NULL,
    subject TEXT,
    tenant TEXT,
    email TEXT,
    device TEXT,
    started_at_ms REAL NOT NULL,
    registered_at_ms REAL,
    last_seen_at_ms REAL NOT NULL,
    expires_at_ms REAL,
    latest_token_expires_at_ms REAL,
    end_at_ms REAL,
    end_cause TEXT,
    end_by TEXT,
    end_reason TEXT,
    retain_until_ms REAL,
    key_id TEXT,
    epoch INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO rows_of_sessions
    SELECT NULL, issuer, session_id, subject, tenant, email, device, started_at_ms, registered_at_ms, last_seen_at_ms,
      expires_at_ms, latest_token_expires_at_ms, end_at_ms, end_cause, end_by, end_reason, retain_until_ms, key_id, epoch
    FROM sessions;
  DROP TABLE sessions;
  ALTER TABLE rows_of_sessions RENAME TO sessions;
  CREATE UNIQUE INDEX sessions_by_name ON sessions (session_id, issuer);
  CREATE INDEX sessions_newest ON sessions (started_at_ms DESC, issuer, session_id);
  CREATE INDEX sessions_by_subject ON sessions (subject, started_at_ms DESC, issuer, session_id)
    WHERE subject IS NOT NULL;
  CREATE INDEX sessions_by_tenant ON sessions (tenant, started_at_ms DESC, issuer, session_id)
    WHERE tenant IS NOT NULL;
  CREATE INDEX sessions_retained ON sessions (retain_until_ms) WHERE retain_until_ms IS NOT NULL;
  CREATE INDEX open_sessions_newest ON sessions (started_at_ms DESC, issuer, session_id) WHERE end_at_ms IS NULL;
  CREATE INDEX open_sessions_by_subject ON sessions (subject, started_at_ms DESC, issuer, session_id)
    WHERE subject IS NOT NULL AND end_at_ms IS NULL;
  CREATE INDEX open_sessions_by_tenant ON sessions (tenant, started_at_ms DESC, issuer, session_id)
    WHERE tenant IS NOT NULL AND end_at_ms IS NULL;
  `,
  // The two indexes in which each end has a random place are as small as can be: how much of them a machine keeps in its memory
  // decides how long an end takes. The sessions of a user that began in the same millisecond are sorted when asked for (0031).
  `
  DROP INDEX sessions_by_name;
  DROP INDEX sessions_by_subject;
  ALTER TABLE sessions ADD COLUMN name_digest BLOB NOT NULL DEFAULT x'';
  UPDATE sessions SET name_digest = name_digest_of(CAST(issuer AS BLOB), CAST(session_id AS BLOB));
  CREATE UNIQUE INDEX sessions_by_name ON sessions (name_digest);
  CREATE INDEX sessions_by_subject ON sessions (subject, started_at_ms DESC) WHERE subject IS NOT NULL;
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

export function schemaVersionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

export function readLogId(db: DatabaseSync): string {
  return String(db.prepare('SELECT log_id FROM meta').get()?.['log_id']);
}

/** What a reader of the log knows may lie after what a backup has: its cursors must not be taken for these. */
export function renameLog(db: DatabaseSync): void {
  db.exec('UPDATE meta SET log_id = lower(hex(randomblob(4)))');
}

function fromBytes(value: SQLOutputValue): string {
  if (!(value instanceof Uint8Array)) throw new TypeError('it is no name of a session');
  return Buffer.from(value).toString('utf8');
}

/** Takes every step that is missing up to that version, all or none. */
export function migrate(db: DatabaseSync, version: number = SCHEMA_VERSION): void {
  if (schemaVersionOf(db) >= version) return;
  // As bytes: earlier versions of Node 24 (24.10, say) end a text at its first NUL for functions.
  db.function('name_digest_of', (issuer, sessionId) => nameDigestOf(fromBytes(issuer), fromBytes(sessionId)));
  db.exec('BEGIN IMMEDIATE');
  for (const step of MIGRATIONS.slice(schemaVersionOf(db), version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${version}`);
  db.exec('COMMIT');
}
