/** How a session is shown. */
import type { Session } from '../server/api.ts';
import type { Column } from './table.ts';
import { ago, stamp } from './times.ts';

export function sessionColumns(nowMs: number): readonly Column<Session>[] {
  return [
    { title: 'SESSION', of: ({ sessionId }) => sessionId },
    { title: 'SUBJECT', of: ({ subject }) => subject, mayBeCut: true },
    { title: 'TENANT', of: ({ tenant }) => tenant, mayBeCut: true },
    { title: 'STATE', of: ({ state, endedBy }) => (endedBy === null ? state : `${state}: ${endedBy}`) },
    { title: 'STARTED', of: ({ startedAt }) => ago(startedAt, nowMs) },
  ];
}

export function sessionFields(session: Session): readonly (readonly [string, string | null])[] {
  const { device } = session;
  const time = (value: string | null): string | null => value && stamp(value);
  const ended =
    session.endedBy === null ? null : `${time(session.endedAt) ?? ''} by ${session.endedBy}`.trim();
  return [
    ['session', session.sessionId],
    ['issuer', session.issuer],
    ['subject', session.subject],
    ['tenant', session.tenant],
    ['email', session.email],
    ['state', session.state],
    ['started', time(session.startedAt)],
    ['last seen', time(session.lastSeenAt)],
    ['expires', time(session.expiresAt)],
    ['ended', ended],
    ['reason', session.reason],
    [
      'device',
      device && [device.name, device.ip, device.userAgent].filter((part) => part !== null).join(', '),
    ],
  ];
}
