/** Cut-offs that are in force while not all that they end is on record. The caller holds the transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOffScope, EndCause, Session } from '../../sessions/model.ts';
import { ended } from '../../sessions/remember.ts';
import { selectsSession } from '../../sessions/scope.ts';
import type { CutOffChange } from '../pending.ts';
import { fromText, fromTextOrNull, toText, toTextOrNull } from '../text.ts';
import { type SessionRow, sessionOf } from './rows.ts';
import { selection } from './selection.ts';
import { BETWEEN, between, openOf, type Place, type Walk } from './walk.ts';

/**
 * `selectsSession` of src/sessions/scope.ts in SQL, and whom a cut-off spares: `c` is the cut-off, `s` a session.
 */
export const SELECTS = `
  s.session_id IS NOT c.except_session_id
  AND (c.up_to_ms IS NULL OR iif(
    s.registered_at_ms IS NULL, s.started_at_ms < c.next_second_ms, s.registered_at_ms <= c.up_to_ms))
  AND CASE c.scope
    WHEN 'tenant' THEN s.tenant = c.name
    WHEN 'issuer' THEN s.issuer = c.issuer
    WHEN 'subject' THEN s.issuer = c.issuer AND s.subject = c.name
    ELSE s.issuer = c.issuer AND s.key_id = c.name END`;

/** What was written since has been decided with the cut-off in view, and says itself whether it has ended. */
const PENDING = `FROM pending_cut_offs c WHERE c.epoch > s.epoch AND ${SELECTS}`;
export const IS_PENDING = `EXISTS (SELECT 1 ${PENDING})`;

export interface PendingCutOff {
  readonly epoch: number;
  readonly scope: CutOffScope;
}

export class PendingCutOffs {
  readonly #walk: Walk;
  readonly #add: StatementSync;
  readonly #remove: StatementSync;
  readonly #first: StatementSync;
  readonly #since: StatementSync;

  constructor(db: DatabaseSync, walk: Walk) {
    this.#walk = walk;
    this.#add = db.prepare(`
      INSERT INTO pending_cut_offs VALUES (NULL, :scope, :issuer, :name, :spare, :upTo, :nextSecond,
        :at, :cause, :by, :reason, :retain)`);
    this.#remove = db.prepare('DELETE FROM pending_cut_offs WHERE epoch = ?');
    this.#first = db.prepare('SELECT * FROM pending_cut_offs ORDER BY epoch LIMIT 1');
    this.#since = db.prepare('SELECT * FROM pending_cut_offs WHERE epoch > ? ORDER BY epoch');
  }

  /** From now on all that it selects is shown as ended. */
  add({ made, sessionsUpToMs }: CutOffChange): PendingCutOff {
    const { scope, atMs, cause, by, reason, retainUntilMs, exceptSessionId } = made;
    const { lastInsertRowid } = this.#add.run({
      ...selection(scope, exceptSessionId, sessionsUpToMs),
      at: atMs,
      cause,
      by: toText(by),
      reason: toTextOrNull(reason),
      retain: retainUntilMs,
    });
    return { epoch: Number(lastInsertRowid), scope };
  }

  /** All of it is on record. */
  remove({ epoch }: PendingCutOff): void {
    this.#remove.run(epoch);
  }

  first(): PendingCutOff | null {
    const row = this.#first.get() as unknown as PendingRow | undefined;
    return row === undefined ? null : { epoch: row.epoch, scope: scopeOf(row) };
  }

  /** The session as it is, be its end on record or not. */
  shown(row: SessionRow): Session {
    const session = sessionOf(row);
    if (session.end !== null) return session;
    const rows = this.#since.all(row.epoch) as unknown as PendingRow[];
    const by = rows.find(
      (one) =>
        fromTextOrNull(one.except_session_id) !== session.sessionId &&
        selectsSession(scopeOf(one), session, one.up_to_ms),
    );
    if (by === undefined) return session;
    const end = { atMs: by.at_ms, cause: by.cause, by: fromText(by.by), reason: fromTextOrNull(by.reason) };
    return ended(session, end, by.retain_until_ms);
  }

  /**
   * Puts on record what ended between two places where sessions of the scope stand: each by the first that selects it.
   * What an ended session has to be retained for is the ruling of `ended` in src/sessions/remember.ts.
   */
  record({ scope }: PendingCutOff, after: Place, upto: Place): number {
    const { index, condition, values } = openOf(scope);
    const statement = this.#walk.prepared(`
      UPDATE sessions AS s INDEXED BY ${index} SET
        (end_at_ms, end_cause, end_by, end_reason, retain_until_ms) = (
          SELECT c.at_ms, c.cause, c.by, c.reason, max(ifnull(s.retain_until_ms, 0),
            ifnull(s.latest_token_expires_at_ms, 0), ifnull(s.expires_at_ms, 0), c.retain_until_ms)
          ${PENDING} ORDER BY c.epoch LIMIT 1)
      WHERE ${condition} AND ${BETWEEN} AND ${IS_PENDING}`);
    return Number(statement.run({ ...values, ...between(after, upto) }).changes);
  }
}

interface PendingRow {
  readonly epoch: number;
  readonly scope: CutOffScope['kind'];
  readonly issuer: string;
  readonly name: string;
  readonly except_session_id: SessionId | null;
  readonly up_to_ms: number | null;
  readonly at_ms: number;
  readonly cause: EndCause;
  readonly by: string;
  readonly reason: string | null;
  readonly retain_until_ms: number;
}

function scopeOf({ scope: kind, ...row }: PendingRow): CutOffScope {
  const [issuer, name] = [fromText(row.issuer), fromText(row.name)];
  if (kind === 'tenant') return { kind, tenant: name };
  if (kind === 'issuer') return { kind, issuer };
  return kind === 'subject' ? { kind, issuer, subject: name } : { kind, issuer, keyId: name };
}
