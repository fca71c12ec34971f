/** Sessions by the control API: `registerSession`, `readSession`, `listSessions`. */
import type { EndSessionDeps } from './end-session.ts';
import type { SessionId } from './identity.ts';
import type { Device, Session, TenantPolicy } from './model.ts';
import type { ContradictoryInput } from './outcome.ts';
import { retentionMs } from './remember.ts';
import type { SessionFilter, SessionPosition } from './store.ts';

export interface Registration {
  readonly issuer: string;
  readonly subject: string;
  readonly tenant: string | null;
  readonly email: string | null;
  readonly sessionId: SessionId;
  readonly expiresAtMs: number | null;
  readonly device: Device | null;
  /** The `exp` of the token that is made for it; `null`: none is. */
  readonly tokenExpiresAtMs: number | null;
  /** Of the key that signs it. */
  readonly keyId: string | null;
  /** Of the issuer's tokens. */
  readonly maxLifetimeMs: number;
}

export interface SessionRef {
  readonly issuer: string;
  readonly sessionId: SessionId;
}

/** A session with what is needed to say its state. */
export interface KnownSession {
  readonly session: Session;
  readonly policy: TenantPolicy | null;
}

export type RegisterOutcome =
  | { readonly kind: 'session-registered'; readonly known: KnownSession }
  /** Ended or not. */
  | { readonly kind: 'session-exists' }
  /** The account is inactive, and refuses new sessions while it lasts. */
  | { readonly kind: 'account-inactive' }
  | ContradictoryInput;

/** Makes a session known before any of its tokens is seen. It counts as a login of its user. */
export function registerSession(deps: EndSessionDeps, asked: Registration): Promise<RegisterOutcome> {
  const { issuer, subject, tenant, sessionId } = asked;
  return deps.store.update<RegisterOutcome>(
    { issuer, subject, keyId: null, tenant, sessionIds: [sessionId] },
    (standing) => {
      const nowMs = deps.now();
      // A token's `exp` counts whole seconds.
      if (asked.expiresAtMs !== null && Math.floor(asked.expiresAtMs / 1000) * 1000 <= nowMs) {
        return {
          result: { kind: 'contradictory-input', at: 'expiresAt', problem: 'is in the past' },
          changes: [],
        };
      }
      if (standing.account?.status === 'inactive')
        return { result: { kind: 'account-inactive' }, changes: [] };
      if (standing.sessions.has(sessionId)) return { result: { kind: 'session-exists' }, changes: [] };
      const session = registered(asked, nowMs);
      return {
        result: { kind: 'session-registered', known: { session, policy: standing.tenantPolicy } },
        changes: [
          { kind: 'put-session', session },
          { kind: 'mark-logged-out', user: { issuer, subject }, atMs: null },
        ],
      };
    },
  );
}

/** Kept for as long as its tokens can live; of one that has no end and no token yet, nobody can say how long. */
function registered({ maxLifetimeMs, tokenExpiresAtMs, ...asked }: Registration, nowMs: number): Session {
  const lastMs = asked.expiresAtMs ?? (tokenExpiresAtMs === null ? null : nowMs);
  return {
    ...asked,
    startedAtMs: nowMs,
    registeredAtMs: nowMs,
    lastSeenAtMs: nowMs,
    latestTokenExpiresAtMs: tokenExpiresAtMs,
    end: null,
    retainUntilMs: lastMs === null ? null : lastMs + retentionMs(maxLifetimeMs),
  };
}

export type ReadSessionOutcome =
  | { readonly kind: 'session-found'; readonly known: KnownSession }
  | { readonly kind: 'session-not-found' };

export async function readSession(deps: EndSessionDeps, ref: SessionRef): Promise<ReadSessionOutcome> {
  const session = (await deps.store.read(ofSession(ref))).sessions.get(ref.sessionId);
  return session === undefined
    ? { kind: 'session-not-found' }
    : { kind: 'session-found', known: await withPolicy(deps, session) };
}

export function ofSession({ issuer, sessionId }: SessionRef) {
  return { issuer, subject: null, keyId: null, tenant: null, sessionIds: [sessionId] } as const;
}

export interface ListSessionsOutcome {
  readonly kind: 'sessions-listed';
  readonly sessions: readonly KnownSession[];
  /** Where the next page begins; `null` at the end. */
  readonly next: SessionPosition | null;
  readonly nowMs: number;
}

export async function listSessions(
  deps: EndSessionDeps,
  filter: SessionFilter,
  page: { readonly after: SessionPosition | null; readonly limit: number },
): Promise<ListSessionsOutcome> {
  const nowMs = deps.now();
  const found = await deps.store.listSessions(filter, { after: page.after, limit: page.limit + 1, nowMs });
  const shown = found.slice(0, page.limit);
  const sessions = await Promise.all(shown.map((session) => withPolicy(deps, session)));
  const last = shown.at(-1);
  return {
    kind: 'sessions-listed',
    sessions,
    next: found.length > shown.length ? (last ?? null) : null,
    nowMs,
  };
}

async function withPolicy(deps: EndSessionDeps, session: Session): Promise<KnownSession> {
  if (session.tenant === null) return { session, policy: null };
  const { issuer, tenant } = session;
  const query = { issuer, subject: null, keyId: null, tenant, sessionIds: [] };
  return { session, policy: (await deps.store.read(query)).tenantPolicy };
}
