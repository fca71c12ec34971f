/** That questions about sessions in SQLite touch no more of them than a step has, however many there are. */
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { SessionFilter } from '../../src/sessions/store.ts';
import { CutOffTable } from '../../src/stores/sqlite/cut-offs.ts';
import { SessionListing } from '../../src/stores/sqlite/listing.ts';
import { PendingCutOffs } from '../../src/stores/sqlite/pending.ts';
import { migrate } from '../../src/stores/sqlite/schema.ts';
import { BEGINNING, Walk } from '../../src/stores/sqlite/walk.ts';
import { cutOff, NOW, ofUser } from './things.ts';

const ENDED = 3000;
const LIVE = 50;
const STEP = 100;

/** Ended sessions that began later than those that live. */
function filled() {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  db.prepare(`
    INSERT INTO sessions (issuer, session_id, subject, tenant, started_at_ms, last_seen_at_ms, end_at_ms, end_cause,
      end_by, name_digest)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ENDED + LIVE})
    SELECT 'default', 's' || i, 'alice', 'acme', i, i, iif(i > ${LIVE}, i, NULL), 'logout', 'platform', randomblob(16) FROM n`).run();
  const asked: string[] = [];
  class Overheard extends Walk {
    override prepared(sql: string) {
      asked.push(sql);
      return super.prepared(sql);
    }
  }
  const walk = new Overheard(db);
  const pending = new PendingCutOffs(db, walk);
  const steps = { atOnce: STEP, perStep: STEP };
  const plans = () =>
    asked.flatMap((sql) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((line) => String(line['detail'])),
    );
  return {
    listing: new SessionListing(walk, pending),
    cutOffs: new CutOffTable(db, { walk, pending, steps }),
    plans,
  };
}

/** Of a user, those that began in the same millisecond, by issuer and name: the index is without these. */
const SORTS_TIES = 'USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY';

const page = { after: null, limit: 1000, nowMs: NOW };

describe('in SQLite', () => {
  it.each<[SessionFilter, string]>([
    [{ state: 'active' }, 'open_sessions_newest'],
    [{ issuer: 'default', state: 'active' }, 'open_sessions_newest'],
    [{ tenant: 'acme', state: 'active' }, 'open_sessions_by_tenant'],
    [{ subject: 'alice', state: 'active' }, 'open_sessions_by_subject'],
    [{ subject: 'alice', tenant: 'acme', state: 'active' }, 'open_sessions_by_subject'],
  ])('a listing of %j passes over none that has an end', (filter, index) => {
    const { listing, plans } = filled();
    const { sessions, place } = listing.list(filter, BEGINNING, page, STEP);
    expect([sessions.length, place]).toEqual([LIVE, null]);
    expect(
      plans()
        .filter((line) => / s( |$)/.test(line))
        .every((line) => line.includes(index)),
    ).toBe(true);
    expect(plans().join('\n')).not.toMatch(/TEMP B-TREE/);
  });

  it.each<SessionFilter>([{}, { state: 'ended' }, { tenant: 'acme' }, { subject: 'alice', state: 'ended' }])(
    'a listing of %j goes on from its place, and looks at a step of them',
    (filter) => {
      const { listing, plans } = filled();
      const { sessions, place } = listing.list(filter, BEGINNING, page, STEP);
      expect(sessions).toHaveLength(STEP);
      expect(place).not.toBeNull();
      for (const line of plans().filter((one) => / s( |$)/.test(one)))
        expect(line).toMatch(/^SEARCH .*started_at_ms/);
      const sorts = new Set(plans().filter((one) => one.includes('TEMP B-TREE')));
      expect([...sorts]).toEqual(filter.subject === undefined ? [] : [SORTS_TIES]);
    },
  );

  it.each([
    ofUser(),
    { kind: 'tenant', tenant: 'acme' } as const,
    { kind: 'issuer', issuer: 'default' } as const,
    { kind: 'key', issuer: 'default', keyId: 'k1' } as const,
  ])('a cut-off of %j is a small one where few have no end', (scope) => {
    const { cutOffs, plans } = filled();
    const change = cutOff({ scope });
    if (change.kind !== 'cut-off') throw new Error('it is none');
    expect(cutOffs.isLarge(change)).toBe(false);
    expect(cutOffs.write(change, undefined)).toMatchObject({
      endedSessions: scope.kind === 'key' ? 0 : LIVE,
    });
    for (const line of plans().filter((one) => / s( |$)/.test(one))) expect(line).toContain('open_sessions_');
  });
});
