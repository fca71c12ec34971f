/** Sessions by the million: those that are ended, those that live, and tokens of the latter. */
import type { SessionId } from '../../../src/sessions/identity.ts';
import type { Credential, Session } from '../../../src/sessions/model.ts';
import type { Change, SessionStore } from '../../../src/sessions/store.ts';

export interface Population {
  readonly live: number;
  readonly ended: number;
  /** Between the present and the past of it; those that began last are the living. */
  readonly nowMs: number;
}

export const TENANT = 'acme';
export const HOUR_MS = 3_600_000;
const LIFETIME_MS = 30 * 24 * HOUR_MS;
const A_STEP = 250;
const AT_ONCE = 2;

/** All forgettable ones are due by then, and none before. */
export const dueMs = (nowMs: number): number => nowMs + 40 * 24 * HOUR_MS;

export async function populate(store: SessionStore, { live, ended, nowMs }: Population): Promise<void> {
  const count = live + ended;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + A_STEP);
      const changes = Array.from({ length: next - from }, (_, at): Change => {
        const nth = from + at;
        return { kind: 'put-session', session: nth < ended ? dead(nth, nowMs) : alive(nth - ended, nowMs) };
      });
      const query = { issuer: 'default', subject: null, keyId: null, tenant: null, sessionIds: [] };
      await store.update(query, () => ({ result: null, changes }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const nameOf = (nth: number): SessionId =>
  `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}` as SessionId;
const subjectOf = (nth: number): string => `user-${nth % 1000}`;

function alive(nth: number, nowMs: number): Session {
  return {
    issuer: 'default',
    sessionId: nameOf(nth),
    subject: subjectOf(nth),
    tenant: TENANT,
    email: `${subjectOf(nth)}@example.com`,
    device: null,
    startedAtMs: nowMs - HOUR_MS + (nth % HOUR_MS),
    registeredAtMs: null,
    lastSeenAtMs: nowMs,
    expiresAtMs: null,
    latestTokenExpiresAtMs: nowMs + 24 * HOUR_MS,
    keyId: null,
    end: null,
    retainUntilMs: nowMs + LIFETIME_MS,
  };
}

function dead(nth: number, nowMs: number): Session {
  const startedAtMs = nowMs - (2 + (nth % 700)) * HOUR_MS - nth;
  return {
    ...alive(nth, nowMs),
    sessionId: `ended-${nameOf(nth)}` as SessionId,
    startedAtMs,
    lastSeenAtMs: startedAtMs + HOUR_MS,
    end: { atMs: startedAtMs + HOUR_MS, cause: 'logout', by: 'platform', reason: null },
  };
}

/** Of a session that lives, and that began before the present. */
export function tokenOf(nth: number, nowMs: number): Credential {
  const { issuer, subject, sessionId, tenant, email, keyId, startedAtMs } = alive(nth, nowMs);
  const times = {
    issuedAtMs: startedAtMs,
    expiresAtMs: nowMs + 24 * HOUR_MS,
    maxLifetimeMs: LIFETIME_MS,
  };
  return { issuer, subject, sessionId, tenant, email, keyId, ...times };
}
