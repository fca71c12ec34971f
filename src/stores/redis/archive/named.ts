/**
 * What stands in no index: accounts, marks, policies and cut-offs. Their names are looked for among all keys of the server,
 * step by step, and put in order here; for each a million of them takes some 200 MB meanwhile.
 */
import type { Digests, Kind, Page, Place, Records, Shelf, Shelves, Stretch } from '../../archive/archive.ts';
import { digestOf, placeOfScope, scopeAt } from '../../archive/records.ts';
import { fromText } from '../../text.ts';
import { Deadline } from '../deadline.ts';
import { listOf, Row, textOf } from '../fields.ts';
import type { Link } from '../link.ts';
import { accountKey, markKey, policyKey, scopeName, unpaired } from '../names.ts';
import { accountOf, cutOffsOf, policyOf } from '../records.ts';
import type { Runner } from '../runner.ts';
import { NAMED } from '../scripts/archive/walk.ts';
import { PATIENCE_MS } from './patience.ts';
import { Places } from './places.ts';

export type NamedKind = Exclude<Kind, 'log' | 'sessions'>;
export type Names = { readonly [K in NamedKind]: Places };

/** So many keys of the server are looked at in one step. */
const SCANNED = '1000';

interface Form<R> {
  readonly keyAt: (place: Place) => string;
  readonly recordOf: (row: Row, place: Place) => R;
}

const FORMS: { readonly [K in NamedKind]: Form<Records[K]> } = {
  policies: { keyAt: ([tenant]) => policyKey(String(tenant)), recordOf: policyOf },
  accounts: {
    keyAt: ([issuer, subject]) => accountKey(String(issuer), String(subject)),
    recordOf: accountOf,
  },
  loggedOut: {
    keyAt: ([issuer, subject]) => markKey(String(issuer), String(subject)),
    recordOf: (row, [issuer, subject]) => ({
      issuer: String(issuer),
      subject: String(subject),
      atMs: row.number('at'),
    }),
  },
  cutOffs: {
    keyAt: (place) => `c:${scopeName(scopeAt(place))}`,
    recordOf: (row, place) => ({ scope: scopeAt(place), cutOffs: cutOffsOf(row, scopeAt(place)) }),
  },
};

/** The key behind the prefix. */
export const keyAt = (kind: NamedKind, place: Place): string => FORMS[kind].keyAt(place);

export const isNamed = (kind: Kind): kind is NamedKind => kind in FORMS;

/** A key that comes or goes meanwhile may be missed; no other is. */
export async function findNames(link: Link, prefix: string): Promise<Names> {
  const found = { policies: [], accounts: [], loggedOut: [], cutOffs: [] } as { [K in NamedKind]: Place[] };
  // All on one connection: another may lead to another server, where the cursor means nothing.
  const { connection } = link;
  // Redis may name a key twice.
  const known = new Set<string>();
  for (let cursor = '0', begun = false; !begun || cursor !== '0'; begun = true) {
    const command = ['SCAN', cursor, 'MATCH', `${prefix}[pamc]:*`, 'COUNT', SCANNED];
    const answer = listOf(await link.send(command, new Deadline(PATIENCE_MS), connection));
    cursor = textOf(answer[0]);
    for (const key of listOf(answer[1]).map(textOf)) {
      if (known.has(key)) continue;
      known.add(key);
      const [kind, place] = placeOfKey(key.slice(prefix.length));
      found[kind].push(place);
    }
  }
  return {
    policies: new Places(found.policies),
    accounts: new Places(found.accounts),
    loggedOut: new Places(found.loggedOut),
    cutOffs: new Places(found.cutOffs),
  };
}

function placeOfKey(key: string): [NamedKind, Place] {
  const rest = key.slice(2);
  switch (key[0]) {
    case 'p':
      return ['policies', [fromText(rest)]];
    case 'a':
      return ['accounts', unpaired(rest)];
    case 'm':
      return ['loggedOut', unpaired(rest)];
    default:
      return ['cutOffs', placeOfScopeName(rest)];
  }
}

/** As `scopeName` spells it. */
function placeOfScopeName(name: string): Place {
  const rest = name.slice(2);
  switch (name[0]) {
    case 't':
      return placeOfScope({ kind: 'tenant', tenant: fromText(rest) });
    case 'i':
      return placeOfScope({ kind: 'issuer', issuer: fromText(rest) });
    default: {
      const [issuer, subject] = unpaired(rest);
      return placeOfScope(
        name[0] === 'u' ? { kind: 'subject', issuer, subject } : { kind: 'key', issuer, keyId: subject },
      );
    }
  }
}

export function namedShelves(runner: Runner, names: Names): Pick<Shelves, NamedKind> {
  return {
    policies: shelf(runner, 'policies', names.policies),
    accounts: shelf(runner, 'accounts', names.accounts),
    loggedOut: shelf(runner, 'loggedOut', names.loggedOut),
    cutOffs: shelf(runner, 'cutOffs', names.cutOffs),
  };
}

function shelf<K extends NamedKind>(runner: Runner, kind: K, places: Places): Shelf<Records[K]> {
  const read = async ({ after, upTo, limit }: Stretch): Promise<Page<Records[K]>> => {
    const [wanted, atEnd] = places.within({ after, upTo, limit });
    const rows = wanted.length === 0 ? [] : await rowsAt(runner, kind, wanted);
    const records = rows.flatMap((row, at) => {
      const place = wanted[at];
      return row.isThere && place !== undefined ? [FORMS[kind].recordOf(row, place)] : [];
    });
    return { records, last: wanted.at(-1) ?? null, atEnd };
  };
  return {
    read,
    digest: async (stretch): Promise<Digests> => {
      const { records, ...walked } = await read(stretch);
      return { hex: records.map((one) => digestOf(kind, one)).join(''), ...walked };
    },
  };
}

async function rowsAt(runner: Runner, kind: NamedKind, places: readonly Place[]): Promise<readonly Row[]> {
  const keys = places.map((place) => keyAt(kind, place));
  return listOf(await runner.run(NAMED, keys, new Deadline(PATIENCE_MS))).map((row) => new Row(row));
}
