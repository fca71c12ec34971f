/** `memory:`: keeps everything in Maps, and forgets it with the process. For tests and trials. */
import { randomUUID } from 'node:crypto';
import type { SessionId } from '../sessions/identity.ts';
import type { Account, CutOff, LogEntry, Session, TenantPolicy, User } from '../sessions/model.ts';
import { ended } from '../sessions/remember.ts';
import { sessionState } from '../sessions/standing.ts';
import {
  type Change,
  type Decision,
  type SessionFilter,
  type SessionPosition,
  type SessionStore,
  type Standing,
  type StandingQuery,
  StoreError,
} from '../sessions/store.ts';
import type { OpenedStore } from './opening.ts';

export function openMemoryStore(): OpenedStore {
  return { store: new MemoryStore(), identity: randomUUID(), notices: [] };
}

class MemoryStore implements SessionStore {
  readonly #sessions = new Map<string, Session>();
  readonly #accounts = new Map<string, Account>();
  readonly #cutOffs = new Map<string, readonly CutOff[]>();
  readonly #loggedOut = new Map<string, number>();
  readonly #policies = new Map<string, TenantPolicy>();
  readonly #log: LogEntry[] = [];
  #closed = false;

  async read(query: StandingQuery): Promise<Standing> {
    this.#mustBeOpen();
    return this.#standing(query);
  }

  async update<R>(query: StandingQuery, decide: (standing: Standing) => Decision<R>): Promise<R> {
    this.#mustBeOpen();
    const { result, changes } = decide(this.#standing(query));
    for (const change of changes) this.#apply(change);
    return result;
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

  async readLog(after: number, limit: number): Promise<readonly LogEntry[]> {
    this.#mustBeOpen();
    return this.#log.filter((entry) => entry.cursor > after).slice(0, limit);
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

  #standing({ issuer, subject, tenant, sessionIds }: StandingQuery): Standing {
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
    return {
      sessions,
      account: (user !== null && this.#accounts.get(user)) || null,
      loggedOutAtMs: (user === null ? undefined : this.#loggedOut.get(user)) ?? null,
      cutOffs: (user !== null && this.#cutOffs.get(user)) || [],
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
        this.#append({ ...change.entry, kind: 'session', endedSessions: 1 });
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

  #cutOff({ user, cutOffs, spare, end, retainUntilMs }: Extract<Change, { kind: 'cut-off' }>): void {
    this.#cutOffs.set(userKey(user), frozen(cutOffs));
    let endedSessions = 0;
    for (const session of this.#sessions.values()) {
      const ofUser = session.issuer === user.issuer && session.subject === user.subject;
      if (!ofUser || session.end !== null || session.sessionId === spare) continue;
      this.#put(ended(session, end, retainUntilMs));
      endedSessions += 1;
    }
    const { issuer, subject } = user;
    this.#append({ ...end, kind: 'cut-off', issuer, subject, sessionId: spare, endedSessions });
  }

  #put(session: Session): void {
    this.#sessions.set(keyOf(session.issuer, session.sessionId), frozen(session));
  }

  #append(entry: Omit<LogEntry, 'cursor'>): void {
    this.#log.push(frozen({ ...entry, cursor: this.#log.length + 1 }));
  }

  #matches(session: Session, { issuer, subject, tenant, state }: SessionFilter, nowMs: number): boolean {
    if (issuer !== undefined && session.issuer !== issuer) return false;
    if (subject !== undefined && session.subject !== subject) return false;
    if (tenant !== undefined && session.tenant !== tenant) return false;
    if (state === undefined) return true;
    const policy = (session.tenant !== null && this.#policies.get(session.tenant)) || null;
    return sessionState(session, policy, nowMs).state === state;
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
