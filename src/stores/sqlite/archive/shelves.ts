/** What the database holds, in the order of `archive/records.ts`. Each page is a statement, and so of one moment. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type {
  Digests,
  Kind,
  LoggedOut,
  Page,
  Place,
  Records,
  Shelf,
  Shelves,
  Stretch,
} from '../../archive/archive.ts';
import { comparePlaces, digestOf, placeOf, scopeAt } from '../../archive/records.ts';
import { fromText, toText } from '../../text.ts';
import { cutOffsIn } from '../cut-offs.ts';
import { LogTable } from '../log.ts';
import type { PendingCutOffs } from '../pending.ts';
import {
  type AccountRow,
  accountOf,
  type SessionRow,
  type TenantPolicyRow,
  tenantPolicyOf,
} from '../rows.ts';

type Row = Readonly<Record<string, unknown>>;
/** At most so many records after the place, in their order. */
type Reader<R> = (after: Place | null, limit: number) => readonly R[];

/** Says what goes wrong in its own words. */
type During = <R>(work: () => R) => R;

export function shelvesOf(db: DatabaseSync, during: During): Shelves {
  const log = new LogTable(db);
  const { cutOffs, pending } = cutOffsIn(db);
  const scopes = reader(
    db,
    'SELECT DISTINCT scope, issuer, name FROM cut_offs',
    'scope, issuer, name',
    (row) => scopeAt([row['scope'], row['issuer'], row['name']].map((part) => fromText(String(part)))),
  );
  return {
    log: shelf(during, 'log', (after, limit) => log.read(Number(after?.[0] ?? 0), limit).entries),
    policies: shelf(
      during,
      'policies',
      reader(db, 'SELECT * FROM tenant_policies', 'tenant', (row) =>
        tenantPolicyOf(row as unknown as TenantPolicyRow),
      ),
    ),
    accounts: shelf(
      during,
      'accounts',
      reader(db, 'SELECT * FROM accounts', 'issuer, subject', (row) =>
        accountOf(row as unknown as AccountRow),
      ),
    ),
    loggedOut: shelf(
      during,
      'loggedOut',
      reader(db, 'SELECT * FROM logged_out', 'issuer, subject', loggedOutOf),
    ),
    cutOffs: shelf(during, 'cutOffs', (after, limit) =>
      scopes(after, limit).map((scope) => ({ scope, cutOffs: cutOffs.of(scope) })),
    ),
    sessions: shelf(during, 'sessions', sessionReader(db, pending)),
  };
}

function shelf<K extends Kind>(during: During, kind: K, read: Reader<Records[K]>): Shelf<Records[K]> {
  const page = ({ after, upTo, limit }: Stretch): Page<Records[K]> => {
    const found = during(() => read(after, limit));
    const records =
      upTo === null ? found : found.filter((one) => comparePlaces(placeOf(kind, one), upTo) <= 0);
    const last = records.at(-1);
    return {
      records,
      last: last === undefined ? null : placeOf(kind, last),
      atEnd: found.length < limit || records.length < found.length,
    };
  };
  return {
    read: async (stretch) => page(stretch),
    digest: async (stretch): Promise<Digests> => {
      const { records, last, atEnd } = page(stretch);
      return { hex: records.map((one) => digestOf(kind, one)).join(''), last, atEnd };
    },
  };
}

/** Of a table whose key are these columns. */
function reader<R>(db: DatabaseSync, select: string, key: string, recordOf: (row: Row) => R): Reader<R> {
  const marks = key.replaceAll(/\w+/g, '?');
  const first = db.prepare(`${select} ORDER BY ${key} LIMIT ?`);
  const next = db.prepare(`${select} WHERE (${key}) > (${marks}) ORDER BY ${key} LIMIT ?`);
  return (after, limit) => all(after === null ? first : next, after ?? [], limit).map(recordOf);
}

/** As in the listing, by the index that is in that order; and as they are shown, be their ends on record or not. */
function sessionReader(db: DatabaseSync, pending: PendingCutOffs): Reader<Records['sessions']> {
  const order = 'ORDER BY started_at_ms DESC, issuer, session_id LIMIT';
  const first = db.prepare(`SELECT * FROM sessions ${order} ?`);
  const next = db.prepare(`
    SELECT * FROM sessions WHERE started_at_ms <= -?
      AND (started_at_ms < -? OR (issuer, session_id) > (?, ?)) ${order} ?`);
  return (after, limit) => {
    const rows = after === null ? all(first, [], limit) : all(next, [...after.slice(0, 1), ...after], limit);
    return rows.map((row) => pending.shown(row as unknown as SessionRow));
  };
}

function all(statement: StatementSync, after: Place, limit: number): readonly Row[] {
  return statement.all(...after.map((part) => (typeof part === 'string' ? toText(part) : part)), limit);
}

function loggedOutOf(row: Row): LoggedOut {
  const [issuer, subject] = [row['issuer'], row['subject']].map((part) => fromText(String(part)));
  return { issuer: issuer ?? '', subject: subject ?? '', atMs: Number(row['at_ms']) };
}
