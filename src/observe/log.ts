/** Logs: one line a request, JSON by pino. Tokens, cookies and keys never get here; users only as hashes. */
import { createHmac, createSecretKey } from 'node:crypto';
import pino, { type Logger } from 'pino';
import type { SessionId } from '../sessions/identity.ts';
import { type LogOutput, logOutput } from './log-output.ts';

export type { Logger };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** @param base what each line says beside */
export function createLog(
  level: LogLevel,
  base: Readonly<Record<string, unknown>> = {},
  output: LogOutput = logOutput(),
): Logger {
  const log = pino({ level, base: { service: 'logoutd', ...base }, timestamp: isoTimes() }, output);
  if (level !== 'silent') {
    // Also where the log is of errors only: what is missing may have been some.
    const always = log.child({}, { level: 'warn' });
    output.onLost = (lines) =>
      always.warn({ lines }, 'lines of this log were lost: whoever reads it took nothing for too long');
  }
  return log;
}

/** For what is done before the event loop turns again. */
export const warnAtOnce =
  (log: Logger) =>
  (message: string): void => {
    log.warn(message);
    log.flush();
  };

/** As `pino.stdTimeFunctions.isoTime`, made once for all lines of a millisecond. */
function isoTimes(): () => string {
  let atMs = 0;
  let member = '';
  return () => {
    const nowMs = Date.now();
    if (nowMs !== atMs) {
      atMs = nowMs;
      member = `,"time":"${new Date(nowMs).toISOString()}"`;
    }
    return member;
  };
}

/** Who a request was about. */
export interface Named {
  readonly issuer: string;
  readonly subject: string | null;
  readonly sessionId: SessionId;
}
/** What stands for them in the log: the same for the life of the store, and of no use elsewhere. */
export interface Pseudonyms {
  readonly session: string;
  readonly subject?: string;
}

/** Keyed, so that nobody who has only the log can try out names. */
export function pseudonyms(key: string): (named: Named) => Pseudonyms {
  const secret = createSecretKey(key, 'utf8');
  const pseudonym = (issuer: string, kind: 'subject' | 'session', value: string): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify([issuer, kind, value]))
      .digest('base64url')
      .slice(0, 22);
  return ({ issuer, subject, sessionId }) => ({
    session: pseudonym(issuer, 'session', sessionId),
    ...(subject ? { subject: pseudonym(issuer, 'subject', subject) } : {}),
  });
}
