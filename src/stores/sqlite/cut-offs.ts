/** Cut-offs, and which sessions they end. The caller holds the transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { CutOff, CutOffScope, EndCause, LogEntry } from '../../sessions/model.ts';
import { entryParts, scopeParts } from '../../sessions/scope.ts';
import { CUT_OFF_STEPS, type CutOffChange, type CutOffSteps } from '../pending.ts';
import { fromText, fromTextOrNull, toText, toTextOrNull } from '../text.ts';
import { ENDED } from './listing.ts';
import { PendingCutOffs, SELECTS } from './pending.ts';
import { selection } from './selection.ts';
import { BEGINNING, BETWEEN, between, END, openOf, type Place, Walk } from './walk.ts';

/** All that has to do with them. */
export function cutOffsIn(db: DatabaseSync, steps: CutOffSteps = CUT_OFF_STEPS) {
  const walk = new Walk(db);
  const pending = new PendingCutOffs(db, walk);
  return { walk, pending, cutOffs: new CutOffTable(db, { walk, pending, steps }) };
}

interface CutOffTableDeps {
  readonly walk: Walk;
  readonly pending: PendingCutOffs;
  readonly steps: CutOffSteps;
}

/** Which sessions a cut-off would end. */
export interface Selection {
  readonly scope: CutOffScope;
  readonly spare: SessionId | null;
  readonly upToMs: number | null;
}

export class CutOffTable {
  readonly #of: StatementSync;
  readonly #drop: StatementSync;
  readonly #put: StatementSync;
  readonly #walk: Walk;
  readonly #pending: PendingCutOffs;
  readonly #steps: CutOffSteps;

  constructor(db: DatabaseSync, { walk, pending, steps }: CutOffTableDeps) {
    this.#walk = walk;
    this.#pending = pending;
    this.#steps = steps;
    const where = 'scope = ? AND issuer = ? AND name = ?';
    this.#of = db.prepare(`SELECT * FROM cut_offs WHERE ${where} ORDER BY position`);
    this.#drop = db.prepare(`DELETE FROM cut_offs WHERE ${where}`);
    this.#put = db.prepare('INSERT INTO cut_offs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  }

  of(scope: CutOffScope): readonly CutOff[] {
    const rows = this.#of.all(...keyOf(scope)) as unknown as CutOffRow[];
    return rows.map((row) => cutOffOf(row, scope));
  }

  /** How many active sessions a cut-off would end between two places where sessions of its scope stand. */
  count(asked: Selection, nowMs: number, after: Place, upto: Place): number {
    const { index, condition, values } = openOf(asked.scope);
    const statement = this.#walk.prepared(`
      SELECT count(*) AS count FROM sessions s INDEXED BY ${index} LEFT JOIN tenant_policies p ON p.tenant = s.tenant,
        (SELECT :scope AS scope, :issuer AS issuer, :name AS name, :spare AS except_session_id, :upTo AS up_to_ms,
          :nextSecond AS next_second_ms) c
      WHERE ${condition} AND ${BETWEEN} AND ${SELECTS} AND NOT ${ENDED}`);
    const selected = selection(asked.scope, asked.spare, asked.upToMs);
    const row = statement.get({ ...values, ...between(after, upto), ...selected, now: nowMs });
    return Number(row?.['count']);
  }

  /** Of the next so many; with where that came to, `null` for the end. */
  countStep(asked: Selection, nowMs: number, after: Place, step: number) {
    const place = this.#walk.stepEnd(openOf(asked.scope), after, step);
    return { count: this.count(asked, nowMs, after, place ?? END), place };
  }

  isLarge({ made }: CutOffChange): boolean {
    const { atOnce } = this.#steps;
    return this.#walk.stepEnd(openOf(made.scope), BEGINNING, atOnce + 1) !== null;
  }

  /** Returns what the log has to say of it. Of a large one it is known how many end; they are put on record later. */
  write(change: CutOffChange, counted: number | undefined): Omit<LogEntry, 'cursor'> {
    const { made, cutOffs, sessionsUpToMs } = change;
    const { scope, exceptSessionId: spare, upToMs, atMs, cause, by, reason } = made;
    const key = keyOf(scope);
    this.#drop.run(...key);
    for (const [position, cutOff] of cutOffs.entries()) this.#put.run(...key, position, ...valuesOf(cutOff));
    const asked = { scope, spare, upToMs: sessionsUpToMs };
    const endedSessions = counted ?? this.count(asked, atMs, BEGINNING, END);
    const pending = this.#pending.add(change);
    if (counted === undefined) {
      this.#pending.record(pending, BEGINNING, END);
      this.#pending.remove(pending);
    }
    return { ...entryParts(scope), sessionId: spare, upToMs, atMs, cause, by, reason, endedSessions };
  }
}

function keyOf(scope: CutOffScope): [CutOffScope['kind'], string, string] {
  const { kind, issuer, name } = scopeParts(scope);
  return [kind, toText(issuer), toText(name)];
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
