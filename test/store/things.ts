/** Sessions and the like, as plain as can be; a test names only what it is about. */
import type { SessionId } from '../../src/sessions/identity.ts';
import type {
  Account,
  CutOff,
  CutOffScope,
  End,
  LogEntry,
  Session,
  TenantPolicy,
} from '../../src/sessions/model.ts';
import type { Change, Decision, SessionStore, StandingQuery } from '../../src/sessions/store.ts';

export const NOW = 1_750_000_000_000;
export const id = (text: string): SessionId => text as SessionId;

export function aSession(parts: Partial<Session> = {}): Session {
  return {
    issuer: 'default',
    sessionId: id('s1'),
    subject: 'alice',
    tenant: 'acme',
    email: 'alice@example.org',
    device: null,
    startedAtMs: NOW,
    registeredAtMs: null,
    lastSeenAtMs: NOW,
    expiresAtMs: null,
    latestTokenExpiresAtMs: NOW + 900_000,
    keyId: null,
    end: null,
    retainUntilMs: NOW + 2_000_000,
    ...parts,
  };
}

export function anEnd(parts: Partial<End> = {}): End {
  return { atMs: NOW, cause: 'logout', by: 'platform', reason: null, ...parts };
}

export const ofUser = (subject = 'alice', issuer = 'default'): CutOffScope => ({
  kind: 'subject',
  issuer,
  subject,
});

export function aCutOff(parts: Partial<CutOff> = {}): CutOff {
  const { atMs = NOW } = parts;
  const end = anEnd({ cause: 'cutoff' });
  return {
    scope: ofUser(),
    upToMs: atMs,
    ...end,
    exceptSessionId: null,
    retainUntilMs: NOW + 1000,
    ...parts,
  };
}

export function anAccount(parts: Partial<Account> = {}): Account {
  return {
    issuer: 'default',
    subject: 'alice',
    tenant: 'acme',
    email: 'alice@example.org',
    status: 'active',
    restrictedCapabilities: [],
    ...parts,
  };
}

export function aPolicy(parts: Partial<TenantPolicy> = {}): TenantPolicy {
  return {
    tenant: 'acme',
    registeredAccountsOnly: false,
    restrictedCapabilities: [],
    idleTimeoutSeconds: null,
    absoluteTimeoutSeconds: null,
    ...parts,
  };
}

export function aQuery(parts: Partial<StandingQuery> = {}): StandingQuery {
  return {
    issuer: 'default',
    subject: 'alice',
    keyId: null,
    tenant: 'acme',
    sessionIds: [id('s1')],
    ...parts,
  };
}

export function putSession(parts: Partial<Session> = {}): Change {
  return { kind: 'put-session', session: aSession(parts) };
}

export function logSessionEnd(sessionId: string, parts: Partial<End> = {}): Change {
  const { issuer, subject, tenant } = aSession();
  const entry = { ...anEnd(parts), issuer, subject, tenant, sessionId: id(sessionId), endedSessions: 1 };
  return { kind: 'log-session-end', entry };
}

/** A cut-off that is the only one of its scope, unless `cutOffs` are given. */
export function cutOff(
  parts: Partial<CutOff> & { readonly cutOffs?: readonly CutOff[]; readonly sessionsUpToMs?: number } = {},
): Change {
  const { cutOffs, sessionsUpToMs = null, ...own } = parts;
  const made = aCutOff({ retainUntilMs: NOW + 5_000_000, ...own });
  return { kind: 'cut-off', made, cutOffs: cutOffs ?? [made], sessionsUpToMs };
}

export async function logOf(store: SessionStore, after = 0, limit = 1000): Promise<readonly LogEntry[]> {
  return (await store.readLog(after, limit)).entries;
}

/** Writes without looking. */
export function apply(store: SessionStore, ...changes: readonly Change[]): Promise<void> {
  return store.update(aQuery(), () => ({ result: undefined, changes }));
}

export async function theSession(store: SessionStore, sessionId = 's1', issuer = 'default') {
  const standing = await store.read(aQuery({ issuer, sessionIds: [id(sessionId)] }));
  return standing.sessions.get(id(sessionId));
}

/** Ends a session once: who comes later finds it ended. */
export function endOnce(store: SessionStore, sessionId = 's1'): Promise<'ended' | 'found ended'> {
  return store.update<'ended' | 'found ended'>(aQuery({ sessionIds: [id(sessionId)] }), (standing) => {
    const session = standing.sessions.get(id(sessionId));
    if (session?.end) return { result: 'found ended', changes: [] };
    const put = putSession({ ...session, sessionId: id(sessionId), end: anEnd() });
    return { result: 'ended', changes: [put, logSessionEnd(sessionId)] };
  });
}

export const all = { after: null, limit: 1_000_000, nowMs: NOW } as const;

export async function listedIds(
  store: SessionStore,
  ...[filter, page]: Parameters<SessionStore['listSessions']>
) {
  return (await store.listSessions(filter, page)).map(({ sessionId }) => sessionId);
}

export function nothing<R>(result: R): Decision<R> {
  return { result, changes: [] };
}
