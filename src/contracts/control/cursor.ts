/** Cursors: the last thing shown, in a form that means nothing to its client. */
import type { SessionId } from '../../sessions/identity.ts';
import type { LogPlace } from '../../sessions/log.ts';
import type { SessionPosition } from '../../sessions/store.ts';

export function writePosition({ startedAtMs, issuer, sessionId }: SessionPosition): string {
  return Buffer.from(JSON.stringify([startedAtMs, issuer, sessionId])).toString('base64url');
}

/** `undefined`: no listing wrote it. */
export function readPosition(cursor: string): SessionPosition | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [startedAtMs, issuer, sessionId]: unknown[] = parts;
    if (!Number.isSafeInteger(startedAtMs)) return undefined;
    if (typeof issuer !== 'string' || typeof sessionId !== 'string') return undefined;
    return { startedAtMs: startedAtMs as number, issuer, sessionId: sessionId as SessionId };
  } catch {
    return undefined;
  }
}

export const writeLogPlace = ({ logId, cursor }: LogPlace): string => `${cursor}-${logId}`;

/** `undefined`: no log wrote it. */
export function readLogPlace(text: string): LogPlace | undefined {
  const [, cursor, logId] = /^(0|[1-9]\d{0,14})-([0-9a-f]{8})$/.exec(text) ?? [];
  return cursor === undefined || logId === undefined ? undefined : { logId, cursor: Number(cursor) };
}
