/** `memory:`: keeps everything in Maps, and forgets it with the process. For tests and trials. */
import { randomUUID } from 'node:crypto';
import type { SessionId } from '../sessions/identity.ts';
import type {
  Account,
  CutOff,
  CutOffScope,
  LogEntry,
  Session,
  TenantPolicy,
  User,
} from '../sessions/model.ts';
import { ended } from '../sessions/remember.ts';
import { entryParts, scopeKey, selectsSession } from '../sessions/scope.ts';
import { sessionState } from '../sessions/standing.ts';
import {
  type Change,
  conclude,
  type Decision,
  type LogPage,
  type ReportedDecision,
  type SessionFilter,
  type SessionPosition,
  type SessionStore,
  type Standing,
  type StandingQuery,
  StoreError,
} from '../sessions/store.ts';
import { logIdOf, type OpenedStore } from './opening.ts';

export function openMemoryStore(): OpenedStore {
  const identity = randomUUID();
  return { store: new MemoryStore(logIdOf(identity)), identity, notices: [] };
}

class MemoryStore implements SessionStore {
  readonly logId: string;
  readonly #sessions = new Map<string, Session>();
  readonly #accounts = new Map<string, Account>();
  readonly #cutOffs = new Map<string, readonly CutOff[]>();
  readonly #loggedOut = new Map<string, number>();
  readonly #policies = new Map<string, TenantPolicy>();
  #log: LogEntry[] = [];
  #lastCursor = 0;
  #closed = false;

  constructor(logId: string) {
    this.logId = logId;
  }

  async read(query: StandingQuery): Promise<Standing> {
    this.#mustBeOpen();
    return this.#standing(query);
  }

  async update<R>(
    query: StandingQuery,
    decide: (standing: Standing) => Decision<R> | ReportedDecision<R>,
  ): Promise<R> {
    this.#mustBeOpen();
    const before = this.#log.length;
    const decision = decide(this.#standing(query));
    for (const change of decision.changes) this.#apply(change);
    return conclude(decision, this.#log.slice(before));
  }

  async listSessions(
    filter: SessionFilter,
    page: { readonly after: SessionPosition | null; readonly limit: number; readonly nowMs: number },
  ): Promise<readonly Session[]> {
    this.#mustBeOpen();
    const { after, limit, nowMs } = page;
    return [...this.#sessions.values()]
      .filter((session) => this.#matches(session, filter, nowMs))
      .filter((session) => after === null || inOrder(after, session) < 0)
      .sort(inOrder)
      .slice(0, limit);
  }

  async countSessions(scope: CutOffScope, upToMs: number | null, nowMs: number): Promise<number> {
    this.#mustBeOpen();
    return this.#selected(scope, upToMs).filter((session) => this.#isActive(session, nowMs)).length;
  }

  async readLog(after: number, limit: number): Promise<LogPage> {
    this.#mustBeOpen();
    return {
      entries: this.#log.filter((entry) => entry.cursor > after).slice(0, Math.max(0, limit)),
      lastCursor: this.#lastCursor,
      trimmedCursor: this.#lastCursor - this.#log.length,
    };
  }

  async trimLog(beforeMs: number, limit: number): Promise<number> {
    this.#mustBeOpen();
    const kept = this.#log.findIndex((entry) => entry.atMs >= beforeMs);
    const count = Math.min(kept === -1 ? this.#log.length : kept, Math.max(0, limit));
    this.#log = this.#log.slice(count);
    return count;
  }

  async forget(nowMs: number, limit: number): Promise<number> {
    this.#mustBeOpen();
    let forgotten = 0;
    const goes = (retainUntilMs: number | null) => {
      const due = retainUntilMs !== null && retainUntilMs <= nowMs && forgotten < limit;
      if (due) forgotten += 1;
      return due;
    };
    for (const [key, session] of this.#sessions) if (goes(session.retainUntilMs)) this.#sessions.delete(key);
    for (const [key, cutOffs] of this.#cutOffs) {
      const kept = cutOffs.filter((cutOff) => !goes(cutOff.retainUntilMs));
      if (kept.length === 0) this.#cutOffs.delete(key);
      else this.#cutOffs.set(key, kept);
    }
    return forgotten;
  }

  async check(): Promise<void> {
    this.#mustBeOpen();
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreError('The store is closed.');
  }

  #standing({ issuer, subject, keyId, tenant, sessionIds }: StandingQuery): Standing {
    const sessions = new Map<SessionId, Session>();
    for (const id of sessionIds) {
      const session = this.#sessions.get(keyOf(issuer, id));
      if (session !== undefined) sessions.set(id, session);
    }
    const sessionPolicies = new Map<SessionId, TenantPolicy>();
    for (const [id, session] of sessions) {
      const policy = session.tenant === null ? undefined : this.#policies.get(session.tenant);
      if (policy !== undefined) sessionPolicies.set(id, policy);
    }
    const user = subject === null ? null : keyOf(issuer, subject);
    const tenants = [...sessions.values()].map((session) => session.tenant);
    const scopes: CutOffScope[] = [
      { kind: 'issuer', issuer },
      ...(subject === null ? [] : [{ kind: 'subject', issuer, subject } as const]),
      ...(keyId === null ? [] : [{ kind: 'key', issuer, keyId } as const]),
      ...[...new Set([tenant, ...tenants])]
        .filter((one) => one !== null)
        .map((one) => ({ kind: 'tenant', tenant: one }) as const),
    ];
    return {
      sessions,
      account: (user !== null && this.#accounts.get(user)) || null,
      loggedOutAtMs: (user === null ? undefined : this.#loggedOut.get(user)) ?? null,
      cutOffs: scopes.flatMap((scope) => this.#cutOffs.get(scopeKey(scope)) ?? []),
      tenantPolicy: (tenant !== null && this.#policies.get(tenant)) || null,
      sessionPolicies,
    };
  }

  #apply(change: Change): void {
    switch (change.kind) {
      case 'put-session':
        this.#put(change.session);
        return;
      case 'log-session-end':
        this.#append({ ...change.entry, scope: 'session', keyId: null, upToMs: null });
        return;
      case 'cut-off':
        this.#cutOff(change);
        return;
      case 'put-account':
        this.#accounts.set(userKey(change.account), frozen(change.account));
        return;
      case 'put-tenant-policy':
        this.#policies.set(change.policy.tenant, frozen(change.policy));
        return;
      case 'mark-logged-out':
        if (change.atMs === null) this.#loggedOut.delete(userKey(change.user));
        else this.#loggedOut.set(userKey(change.user), change.atMs);
    }
  }

  #cutOff({ made, cutOffs, sessionsUpToMs }: Extract<Change, { kind: 'cut-off' }>): void {
    const { scope, exceptSessionId, upToMs, retainUntilMs, atMs, cause, by, reason } = made;
    const end = { atMs, cause, by, reason };
    this.#cutOffs.set(scopeKey(scope), frozen(cutOffs));
    const ending = this.#selected(scope, sessionsUpToMs).filter((one) => one.sessionId !== exceptSessionId);
    const endedSessions = ending.filter((session) => this.#isActive(session, atMs)).length;
    for (const session of ending) this.#put(ended(session, end, retainUntilMs));
    this.#append({ ...end, ...entryParts(scope), sessionId: exceptSessionId, upToMs, endedSessions });
  }

  #put(session: Session): void {
    this.#sessions.set(keyOf(session.issuer, session.sessionId), frozen(session));
  }

  #append(entry: Omit<LogEntry, 'cursor'>): void {
    this.#lastCursor += 1;
    this.#log.push(frozen({ ...entry, cursor: this.#lastCursor }));
  }

  #selected(scope: CutOffScope, upToMs: number | null): Session[] {
    return [...this.#sessions.values()].filter(
      (session) => session.end === null && selectsSession(scope, session, upToMs),
    );
  }

  #isActive(session: Session, nowMs: number): boolean {
    const policy = (session.tenant !== null && this.#policies.get(session.tenant)) || null;
    return sessionState(session, policy, nowMs).state === 'active';
  }

  #matches(session: Session, { issuer, subject, tenant, state }: SessionFilter, nowMs: number): boolean {
    if (issuer !== undefined && session.issuer !== issuer) return false;
    if (subject !== undefined && session.subject !== subject) return false;
    if (tenant !== undefined && session.tenant !== tenant) return false;
    if (state === undefined) return true;
    return this.#isActive(session, nowMs) === (state === 'active');
  }
}

/** Two names as one key: the length says where the first one ends. */
const keyOf = (issuer: string, name: string): string => `${issuer.length}:${issuer}${name}`;
const userKey = ({ issuer, subject }: User): string => keyOf(issuer, subject);

function inOrder(a: SessionPosition, b: SessionPosition): number {
  if (a.startedAtMs !== b.startedAtMs) return b.startedAtMs - a.startedAtMs;
  if (a.issuer !== b.issuer) return a.issuer < b.issuer ? -1 : 1;
  if (a.sessionId !== b.sessionId) return a.sessionId < b.sessionId ? -1 : 1;
  return 0;
}

function frozen<T>(value: T): T {
  return deepFreeze(structuredClone(value));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
