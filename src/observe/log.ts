/** Logs: one line a request, JSON by pino. Tokens, cookies and keys never get here; users only as hashes. */
import { createHmac, createSecretKey } from 'node:crypto';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { SessionId } from '../sessions/identity.ts';
import { logOutput } from './log-output.ts';

export type { Logger };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** @param base what each line says beside */
export function createLog(
  level: LogLevel,
  base: Readonly<Record<string, unknown>> = {},
  destination: DestinationStream = logOutput(),
): Logger {
  const timestamp = pino.stdTimeFunctions.isoTime;
  return pino({ level, base: { service: 'logoutd', ...base }, timestamp }, destination);
}

/** Stands for a user or session in the log: the same for the life of the store, and of no use elsewhere. */
export type Pseudonym = (issuer: string, kind: 'subject' | 'session', value: string | SessionId) => string;

/** Keyed, so that nobody who has only the log can try out names. */
export function pseudonyms(key: string): Pseudonym {
  const secret = createSecretKey(key, 'utf8');
  return (issuer, kind, value) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([issuer, kind, value]))
      .digest('base64url')
      .slice(0, 22);
}
