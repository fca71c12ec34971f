/** Going through sessions newest first, so many at a time, by an index that has no others. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CutOffScope } from '../../sessions/model.ts';
import { scopeParts } from '../../sessions/scope.ts';
import type { SessionFilter } from '../../sessions/store.ts';
import { toText } from '../text.ts';

export interface Place {
  readonly started_at_ms: number;
  readonly issuer: string;
  readonly session_id: string;
}

export const BEGINNING: Place = { started_at_ms: Infinity, issuer: '', session_id: '' };
export const END: Place = { started_at_ms: -Infinity, issuer: '', session_id: '' };

/** SQLite sorts bytes behind text: so there is nothing behind the end, whatever the time. */
const AFTER_ALL_TEXT = new Uint8Array(0);

/** Where sessions stand; the condition may name `:place`. */
export interface Source {
  readonly index: string;
  readonly condition: string;
  readonly values: { readonly place?: string };
}

/** What lies after one place, up to another. */
export const BETWEEN = `
  s.started_at_ms <= :after AND (s.started_at_ms < :after OR (s.issuer, s.session_id) > (:afterIssuer, :afterSession))
  AND s.started_at_ms >= :upto AND (s.started_at_ms > :upto OR (s.issuer, s.session_id) <= (:uptoIssuer, :uptoSession))`;

export const between = (after: Place, upto: Place) => ({
  after: after.started_at_ms,
  afterIssuer: after.issuer,
  afterSession: after.session_id,
  upto: upto.started_at_ms,
  uptoIssuer: upto === END ? AFTER_ALL_TEXT : upto.issuer,
  uptoSession: upto.session_id,
});

/** Of a filter, what the index finds; the rest is for who asks. Of several, the subject's finds the fewest. */
export function sourceOf({ subject, tenant, state }: SessionFilter): Source {
  const open = state === 'active' ? 'open_' : '';
  const isOpen = state === 'active' ? 's.end_at_ms IS NULL' : 'TRUE';
  if (subject !== undefined)
    return by(`${open}sessions_by_subject`, `s.subject = :place AND ${isOpen}`, subject);
  if (tenant !== undefined) return by(`${open}sessions_by_tenant`, `s.tenant = :place AND ${isOpen}`, tenant);
  return { index: `${open}sessions_newest`, condition: isOpen, values: {} };
}

/** All sessions that a cut-off may end, and perhaps others. */
export function openOf(scope: CutOffScope): Source {
  const { kind, name } = scopeParts(scope);
  if (kind === 'subject' || kind === 'tenant') return sourceOf({ [kind]: name, state: 'active' });
  return sourceOf({ state: 'active' });
}

const by = (index: string, condition: string, name: string): Source => ({
  index,
  condition,
  values: { place: toText(name) },
});

export class Walk {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Where a step of so many sessions ends; `null`: there are not so many left. */
  stepEnd({ index, condition, values }: Source, after: Place, step: number): Place | null {
    const statement = this.prepared(`
      SELECT s.started_at_ms, s.issuer, s.session_id FROM sessions s INDEXED BY ${index}
      WHERE ${condition} AND ${BETWEEN}
      ORDER BY s.started_at_ms DESC, s.issuer, s.session_id LIMIT 1 OFFSET :skip`);
    const row = statement.get({ ...values, ...between(after, END), skip: step - 1 });
    return (row as unknown as Place | undefined) ?? null;
  }

  /** There are few forms of each question; each is prepared once. */
  prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
