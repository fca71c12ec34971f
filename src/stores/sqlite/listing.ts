/** The listing of sessions, a page at a time. */
import type { SQLInputValue } from 'node:sqlite';
import type { Session } from '../../sessions/model.ts';
import type { SessionFilter, SessionPosition } from '../../sessions/store.ts';
import { toText } from '../text.ts';
import { IS_PENDING, type PendingCutOffs } from './pending.ts';
import type { SessionRow } from './rows.ts';
import { BEGINNING, BETWEEN, between, END, type Place, sourceOf, type Walk } from './walk.ts';

/** `sessionState` of src/sessions/standing.ts in SQL, with the policy of the session's own tenant. */
export const ENDED = `(
  s.end_at_ms IS NOT NULL
  OR ifnull(ifnull(s.expires_at_ms, s.latest_token_expires_at_ms) <= :now, 0)
  OR ifnull(s.started_at_ms + p.absolute_timeout_seconds * 1000 <= :now, 0)
  OR ifnull(s.last_seen_at_ms + p.idle_timeout_seconds * 1000 <= :now, 0)
  OR ${IS_PENDING}
)`;

export interface Page {
  readonly after: SessionPosition | null;
  readonly limit: number;
  readonly nowMs: number;
}

/** What a step found, and where it came to; `null`: to the end. */
export interface Listed {
  readonly sessions: readonly Session[];
  readonly place: Place | null;
}

export class SessionListing {
  readonly #walk: Walk;
  readonly #pending: PendingCutOffs;

  constructor(walk: Walk, pending: PendingCutOffs) {
    this.#walk = walk;
    this.#pending = pending;
  }

  /** Of the next so many sessions, those that fit. */
  list(filter: SessionFilter, after: Place, { limit, nowMs }: Page, step: number): Listed {
    const { issuer, tenant, state } = filter;
    const source = sourceOf(filter);
    const place = this.#walk.stepEnd(source, after, step);
    const conditions = [source.condition, BETWEEN];
    const values: Record<string, SQLInputValue> = { ...source.values, ...between(after, place ?? END) };
    const equal = (name: string, value: string | undefined, column: string) => {
      if (value === undefined) return;
      conditions.push(`${column} = :${name}`);
      values[name] = toText(value);
    };
    equal('issuer', issuer, 's.issuer');
    equal('tenant', tenant, 's.tenant');
    if (state !== undefined) {
      conditions.push(state === 'ended' ? ENDED : `NOT ${ENDED}`);
      values['now'] = nowMs;
    }
    const statement = this.#walk.prepared(`
      SELECT s.* FROM sessions s INDEXED BY ${source.index} LEFT JOIN tenant_policies p ON p.tenant = s.tenant
      WHERE ${conditions.join(' AND ')}
      ORDER BY s.started_at_ms DESC, s.issuer, s.session_id LIMIT :limit`);
    const rows = statement.all({ ...values, limit }) as unknown as SessionRow[];
    return { sessions: rows.map((row) => this.#pending.shown(row)), place };
  }
}

export const placeOf = (after: SessionPosition | null): Place =>
  after === null
    ? BEGINNING
    : {
        started_at_ms: after.startedAtMs,
        issuer: toText(after.issuer),
        session_id: toText(after.sessionId),
      };
