/** Cut-offs, and the sessions that they end. The caller holds the transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOff, CutOffScope, EndCause, LogEntry } from '../../sessions/model.ts';
import { entryParts, scopeParts } from '../../sessions/scope.ts';
import type { Change } from '../../sessions/store.ts';
import { fromText, fromTextOrNull, toText, toTextOrNull } from '../text.ts';
import { ENDED } from './listing.ts';

type Kind = CutOffScope['kind'];
type CutOffChange = Extract<Change, { kind: 'cut-off' }>;

/**
 * `selectsSession` of src/sessions/scope.ts in SQL, for sessions that have no end yet. Each names both parameters,
 * since one that is given must be used. The plus keeps SQLite from walking through all sessions of the issuer in place
 * of the user's few.
 */
const SELECTED: Readonly<Record<Kind, string>> = {
  subject: '+s.issuer = :issuer AND s.subject = :name',
  tenant: ':issuer IS NOT NULL AND s.tenant = :name',
  issuer: 's.issuer = :issuer AND :name IS NOT NULL',
  key: 's.issuer = :issuer AND s.key_id = :name',
};
const BEGUN = `s.end_at_ms IS NULL AND s.session_id IS NOT :spare AND (:upTo IS NULL OR iif(
  s.registered_at_ms IS NULL, s.started_at_ms < :nextSecond, s.registered_at_ms <= :upTo))`;

export class CutOffTable {
  readonly #of: StatementSync;
  readonly #drop: StatementSync;
  readonly #put: StatementSync;
  readonly #count: Readonly<Record<Kind, StatementSync>>;
  readonly #end: Readonly<Record<Kind, StatementSync>>;

  constructor(db: DatabaseSync) {
    const where = 'scope = ? AND issuer = ? AND name = ?';
    this.#of = db.prepare(`SELECT * FROM cut_offs WHERE ${where} ORDER BY position`);
    this.#drop = db.prepare(`DELETE FROM cut_offs WHERE ${where}`);
    this.#put = db.prepare('INSERT INTO cut_offs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#count = byKind((selected) =>
      db.prepare(`
        SELECT count(*) AS count FROM sessions s LEFT JOIN tenant_policies p ON p.tenant = s.tenant
        WHERE ${selected} AND ${BEGUN} AND NOT ${ENDED}`),
    );
    // What an ended session has to be retained for is the ruling of `ended` in src/sessions/remember.ts.
    this.#end = byKind((selected) =>
      db.prepare(`
        UPDATE sessions AS s SET end_at_ms = :at, end_cause = :cause, end_by = :by, end_reason = :reason,
          retain_until_ms = max(ifnull(retain_until_ms, 0), ifnull(latest_token_expires_at_ms, 0),
            ifnull(expires_at_ms, 0), :retain)
        WHERE ${selected} AND ${BEGUN}`),
    );
  }

  of(scope: CutOffScope): readonly CutOff[] {
    const rows = this.#of.all(...keyOf(scope)) as unknown as CutOffRow[];
    return rows.map((row) => cutOffOf(row, scope));
  }

  /** How many active sessions it would end. */
  count(scope: CutOffScope, upToMs: number | null, nowMs: number, spare: SessionId | null = null): number {
    const row = this.#count[scope.kind].get({ ...selection(scope, spare, upToMs), now: nowMs });
    return Number(row?.['count']);
  }

  /** Returns what the log has to say of it. */
  write({ made, cutOffs, sessionsUpToMs }: CutOffChange): Omit<LogEntry, 'cursor'> {
    const { scope, exceptSessionId: spare, upToMs, retainUntilMs, atMs, cause, by, reason } = made;
    const key = keyOf(scope);
    this.#drop.run(...key);
    for (const [position, cutOff] of cutOffs.entries()) this.#put.run(...key, position, ...valuesOf(cutOff));
    const endedSessions = this.count(scope, sessionsUpToMs, atMs, spare);
    this.#end[scope.kind].run({
      ...selection(scope, spare, sessionsUpToMs),
      at: atMs,
      cause,
      by: toText(by),
      reason: toTextOrNull(reason),
      retain: retainUntilMs,
    });
    return { ...entryParts(scope), sessionId: spare, upToMs, atMs, cause, by, reason, endedSessions };
  }
}

function byKind(prepare: (selected: string) => StatementSync): Readonly<Record<Kind, StatementSync>> {
  return {
    subject: prepare(SELECTED.subject),
    tenant: prepare(SELECTED.tenant),
    issuer: prepare(SELECTED.issuer),
    key: prepare(SELECTED.key),
  };
}

function keyOf(scope: CutOffScope): [Kind, string, string] {
  const { kind, issuer, name } = scopeParts(scope);
  return [kind, toText(issuer), toText(name)];
}

function selection(scope: CutOffScope, spare: SessionId | null, upToMs: number | null) {
  const [, issuer, name] = keyOf(scope);
  const nextSecond = upToMs === null ? null : (Math.floor(upToMs / 1000) + 1) * 1000;
  return { issuer, name, spare: toTextOrNull(spare), upTo: upToMs, nextSecond };
}

function valuesOf(cutOff: CutOff): readonly (string | number | null)[] {
  const { upToMs, atMs, exceptSessionId, cause, by, reason, retainUntilMs } = cutOff;
  const why = [cause, toText(by), toTextOrNull(reason)];
  return [upToMs, atMs, toTextOrNull(exceptSessionId), ...why, retainUntilMs];
}

interface CutOffRow {
  readonly up_to_ms: number;
  readonly at_ms: number;
  readonly except_session_id: string | null;
  readonly cause: EndCause;
  readonly by: string;
  readonly reason: string | null;
  readonly retain_until_ms: number;
}

function cutOffOf(row: CutOffRow, scope: CutOffScope): CutOff {
  return {
    scope,
    upToMs: row.up_to_ms,
    atMs: row.at_ms,
    exceptSessionId: fromTextOrNull(row.except_session_id) as SessionId | null,
    cause: row.cause,
    by: fromText(row.by),
    reason: fromTextOrNull(row.reason),
    retainUntilMs: row.retain_until_ms,
  };
}
