/** Changes as arguments of the script that applies them, and the entries of the log that come of it. */
import type { LogEntry } from '../../sessions/model.ts';
import { entryParts } from '../../sessions/scope.ts';
import type { Change } from '../../sessions/store.ts';
import type { Counts, CutOffChange } from '../pending.ts';
import { toText } from '../text.ts';
import { entryFields } from './entries.ts';
import { Fields, listOf, spell, spellOrNone } from './fields.ts';
import { accountKey, indexesOf, indexOfScope, markKey, pairOf, policyKey, scopeName } from './names.ts';
import { pendingJson } from './pending.ts';
import { accountFields, cutOffJson, policyFields, sessionFields } from './records.ts';
import { listed } from './standing.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;
type Entry = Omit<LogEntry, 'cursor' | 'endedSessions'>;

export function changeArguments(change: Change, counts: Counts): string[] {
  switch (change.kind) {
    case 'put-session':
      return putSession(change);
    case 'log-session-end':
      return ['end', spell(change.entry.endedSessions), ...listed(entryFields(sessionEntry(change)))];
    case 'cut-off':
      return cutOff(change, counts.of(change));
    case 'put-account': {
      const { issuer, subject } = change.account;
      return ['put', accountKey(issuer, subject), ...listed(accountFields(change.account))];
    }
    case 'put-tenant-policy':
      return ['put', policyKey(change.policy.tenant), ...listed(policyFields(change.policy))];
    case 'mark-logged-out': {
      const key = markKey(change.user.issuer, change.user.subject);
      if (change.atMs === null) return ['drop', key];
      return ['put', key, ...listed(new Fields().number('at', change.atMs).list)];
    }
  }
}

/** `answer`: cursor and number of ended sessions for each entry, in the order of the changes. */
export function appendedBy(changes: readonly Change[], answer: unknown): LogEntry[] {
  const numbers = listOf(answer).map(Number);
  const entries = changes.flatMap((change) => entryOf(change) ?? []);
  return entries.map((entry, at) => ({
    ...entry,
    cursor: numbers[at * 2] ?? Number.NaN,
    endedSessions: numbers[at * 2 + 1] ?? Number.NaN,
  }));
}

function entryOf(change: Change): Entry | null {
  if (change.kind === 'log-session-end') return sessionEntry(change);
  return change.kind === 'cut-off' ? cutOffEntry(change) : null;
}

function sessionEntry({ entry }: Of<'log-session-end'>): Entry {
  return { ...entry, scope: 'session', keyId: null, upToMs: null };
}

function cutOffEntry({ made }: Of<'cut-off'>): Entry {
  const { scope, exceptSessionId, upToMs, atMs, cause, by, reason } = made;
  return { ...entryParts(scope), sessionId: exceptSessionId, upToMs, atMs, cause, by, reason };
}

function putSession({ session }: Of<'put-session'>): string[] {
  return [
    'session',
    pairOf(session.issuer, session.sessionId),
    spell(-session.startedAtMs),
    spellOrNone(session.retainUntilMs),
    ...listed(indexesOf(session)),
    ...listed(sessionFields(session)),
  ];
}

function cutOff(change: CutOffChange, counted: number | undefined): string[] {
  const { made, cutOffs } = change;
  return [
    'cut',
    scopeName(made.scope),
    String(cutOffs.length),
    ...cutOffs.flatMap((one) => [cutOffJson(one), spell(one.retainUntilMs)]),
    indexOfScope(made.scope),
    pendingJson(change),
    spell(made.atMs),
    counted === undefined ? '' : spell(counted),
    ...listed(entryFields(cutOffEntry(change))),
  ];
}

/** What may be missing, after whether it is there. */
export const given = (text: string | null | undefined): string[] =>
  text === null || text === undefined ? ['0', ''] : ['1', toText(text)];
