/** How an entry of the log is shown. */
import type { RevocationEntry } from '../server/api.ts';
import type { Column } from './table.ts';
import { stamp } from './times.ts';

export const revocationColumns: readonly Column<RevocationEntry>[] = [
  { title: 'CURSOR', of: ({ cursor }) => cursor },
  { title: 'ENDED', of: ({ endedAt }) => stamp(endedAt) },
  { title: 'SESSIONS', of: ({ endedSessions }) => String(endedSessions) },
  { title: 'BY', of: ({ endedBy, actor }) => `${endedBy} (${actor.kind} ${actor.name})`, mayBeCut: true },
  { title: 'WHAT', of: what, mayBeCut: true },
  { title: 'REASON', of: ({ reason }) => reason, mayBeCut: true },
];

function what({ scope, sessionId, subject, tenant, issuer, keyId }: RevocationEntry): string {
  const selected = { session: sessionId, subject, tenant, issuer, key: keyId }[scope];
  const of = scope === 'session' && subject !== null ? ` of ${subject}` : '';
  const spared = scope !== 'session' && sessionId !== null ? ` but session ${sessionId}` : '';
  return `${scope} ${selected ?? ''}${of}${spared}`;
}
