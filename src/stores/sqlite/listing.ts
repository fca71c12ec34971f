/** The listing of sessions, a page at a time. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Session } from '../../sessions/model.ts';
import type { SessionFilter, SessionPosition } from '../../sessions/store.ts';
import { toText } from '../text.ts';
import { type SessionRow, sessionOf } from './rows.ts';

/** `sessionState` of src/sessions/standing.ts in SQL, with the policy of the session's own tenant. */
export const ENDED = `(
  s.end_at_ms IS NOT NULL
  OR ifnull(ifnull(s.expires_at_ms, s.latest_token_expires_at_ms) <= :now, 0)
  OR ifnull(s.started_at_ms + p.absolute_timeout_seconds * 1000 <= :now, 0)
  OR ifnull(s.last_seen_at_ms + p.idle_timeout_seconds * 1000 <= :now, 0)
)`;

const AFTER = `s.started_at_ms <= :started AND (
  s.started_at_ms < :started OR (s.issuer, s.session_id) > (:afterIssuer, :afterSession)
)`;

export interface Page {
  readonly after: SessionPosition | null;
  readonly limit: number;
  readonly nowMs: number;
}

export class SessionListing {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  list({ issuer, subject, tenant, state }: SessionFilter, { after, limit, nowMs }: Page): Session[] {
    const conditions = ['TRUE'];
    const values: Record<string, string | number> = { limit: Math.max(0, limit) };
    const equal = (name: string, value: string | undefined, column: string) => {
      if (value === undefined) return;
      conditions.push(`${column} = :${name}`);
      values[name] = toText(value);
    };
    // A plus bars SQLite from choosing the index of that column: of several, the subject's finds the fewest.
    equal('issuer', issuer, '+s.issuer');
    equal('subject', subject, 's.subject');
    equal('tenant', tenant, subject === undefined ? 's.tenant' : '+s.tenant');
    if (state !== undefined) {
      conditions.push(state === 'ended' ? ENDED : `NOT ${ENDED}`);
      values['now'] = nowMs;
    }
    if (after !== null) {
      conditions.push(AFTER);
      values['started'] = after.startedAtMs;
      values['afterIssuer'] = toText(after.issuer);
      values['afterSession'] = toText(after.sessionId);
    }
    const rows = this.#statement(conditions.join(' AND ')).all(values) as unknown as SessionRow[];
    return rows.map(sessionOf);
  }

  /** There are few forms of the question; each is prepared once. */
  #statement(where: string): StatementSync {
    const known = this.#statements.get(where);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(`
      SELECT s.* FROM sessions s LEFT JOIN tenant_policies p ON p.tenant = s.tenant
      WHERE ${where}
      ORDER BY s.started_at_ms DESC, s.issuer, s.session_id LIMIT :limit`);
    this.#statements.set(where, statement);
    return statement;
  }
}
