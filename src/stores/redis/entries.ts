/** Entries of the log as fields. */
import type { SessionId } from '../../sessions/identity.ts';
import type { EndCause, LogEntry } from '../../sessions/model.ts';
import { Fields, type Row } from './fields.ts';

/** `at` comes first: there trimming looks for it. How many ended is for the script to add. */
export function entryFields(entry: Omit<LogEntry, 'cursor' | 'endedSessions'>): string[] {
  return new Fields()
    .number('at', entry.atMs)
    .text('scope', entry.scope)
    .text('issuer', entry.issuer)
    .text('subject', entry.subject)
    .text('tenant', entry.tenant)
    .text('keyId', entry.keyId)
    .text('sessionId', entry.sessionId)
    .number('upTo', entry.upToMs)
    .text('cause', entry.cause)
    .text('by', entry.by)
    .text('reason', entry.reason).list;
}

export function entryOf(cursor: number, row: Row): LogEntry {
  return {
    cursor,
    scope: row.text('scope') as LogEntry['scope'],
    atMs: row.number('at'),
    issuer: row.textOrNull('issuer'),
    subject: row.textOrNull('subject'),
    tenant: row.textOrNull('tenant'),
    keyId: row.textOrNull('keyId'),
    sessionId: row.textOrNull('sessionId') as SessionId | null,
    upToMs: row.numberOrNull('upTo'),
    cause: row.text('cause') as EndCause,
    by: row.text('by'),
    reason: row.textOrNull('reason'),
    endedSessions: row.number('ended'),
  };
}
