/** Sessions that were logged out, one after the other, over the time for which they are remembered. */
import { randomUUID } from 'node:crypto';
import { platform } from '../../src/contracts/platform.ts';
import { decideLogout } from '../../src/sessions/decide-logout.ts';
import type { SessionId } from '../../src/sessions/identity.ts';
import type { Credential } from '../../src/sessions/model.ts';
import { retentionMs } from '../../src/sessions/remember.ts';
import type { Change, Standing } from '../../src/sessions/store.ts';
import { DEFAULT_MAX_LIFETIME_SECONDS } from '../../src/tokens/issuer.ts';
import { FEW_USERS } from '../tokens.ts';

export interface Population {
  readonly ended: number;
  /** How many of them, those that ended first, need not be remembered any longer. */
  readonly due: number;
  /** All ended before it. */
  readonly nowMs: number;
}

const HOUR_MS = 3_600_000;
const MAX_LIFETIME_MS = DEFAULT_MAX_LIFETIME_SECONDS * 1000;
/** Each user logged out this often in that time; there are never fewer than a few users. */
const LOGOUTS_OF_A_USER = 20;

/** Of a session that nobody has seen before. */
const UNKNOWN: Standing = {
  sessions: new Map(),
  account: null,
  loggedOutAtMs: null,
  cutOffs: [],
  tenantPolicy: null,
  sessionPolicies: new Map(),
};
const LOGOUT = {
  tenant: null,
  intent: { scope: 'current' },
  reason: null,
  rules: platform.rules,
  by: platform.name,
} as const;

/**
 * When the nth of them ended. Those that are due ended in the hour before the time to remember began, so that none of
 * the others becomes due before a measurement is over.
 */
function endedAtMs({ ended, due, nowMs }: Population, nth: number): number {
  const rememberedFromMs = nowMs - retentionMs(MAX_LIFETIME_MS);
  if (nth < due) return rememberedFromMs - HOUR_MS + Math.floor((HOUR_MS * nth) / due);
  const [fromMs, upToMs] = [rememberedFromMs + HOUR_MS, nowMs - HOUR_MS];
  return fromMs + Math.floor(((upToMs - fromMs) * (nth - due)) / (ended - due));
}

/** What the nth logout has written: decided as the server decides it. */
export function changesOf(population: Population, nth: number): readonly Change[] {
  const atMs = endedAtMs(population, nth);
  return decideLogout(LOGOUT, tokenOf(population, nth, atMs), UNKNOWN, atMs).changes;
}

/** Whose sessions so many logouts have ended. */
export const usersOf = (ended: number): number => Math.max(FEW_USERS, Math.ceil(ended / LOGOUTS_OF_A_USER));

/** A quarter of an hour old, of an hour. */
function tokenOf({ ended }: Population, nth: number, atMs: number): Credential {
  const users = usersOf(ended);
  // Users come back in no order that an index would have, as in life: the factor is prime, and larger than any number of them.
  const subject = `user-${(nth * 1_000_003) % users}`;
  const issuedAtMs = Math.floor((atMs - HOUR_MS / 4) / 1000) * 1000;
  return {
    issuer: 'default',
    subject,
    sessionId: randomUUID() as string as SessionId,
    tenant: null,
    email: `${subject}@example.com`,
    issuedAtMs,
    expiresAtMs: issuedAtMs + HOUR_MS,
    keyId: null,
    maxLifetimeMs: MAX_LIFETIME_MS,
  };
}
