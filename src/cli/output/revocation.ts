/** How an entry of the log is shown. */
import type { RevocationEntry } from '../server/api.ts';
import type { Column } from './table.ts';
import { stamp } from './times.ts';

export const revocationColumns: readonly Column<RevocationEntry>[] = [
  { title: 'CURSOR', of: ({ cursor }) => cursor },
  { title: 'TIME', of: ({ endedAt }) => stamp(endedAt) },
  { title: 'BY', of: by },
  { title: 'ENDED', of: ({ endedSessions }) => String(endedSessions) },
  { title: 'WHAT', of: what },
  { title: 'REASON', of: ({ reason }) => reason, mayBeCut: true },
];

/** A rule has the name of what it does. */
function by({ endedBy, actor }: RevocationEntry): string {
  return actor.kind === 'rule' ? endedBy : `${endedBy}/${actor.name}`;
}

function what({ scope, sessionId, subject, tenant, issuer, keyId }: RevocationEntry): string {
  const selected = { session: sessionId, subject, tenant, issuer, key: keyId }[scope];
  const of = scope === 'session' && subject !== null ? ` of ${subject}` : '';
  const spared = scope !== 'session' && sessionId !== null ? ` but session ${sessionId}` : '';
  return `${scope} ${selected ?? ''}${of}${spared}`;
}
