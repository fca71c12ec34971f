/**
 * When sessions were last seen, without a durable write a check. What is new about a session is written before a check
 * answers, its first sighting above all; after that only the time moves on, and it is kept in memory and written when
 * the stored one has grown old. What this process has seen counts at once in all that it decides.
 *
 * How exact: to the millisecond, unless the process is killed. Its sessions then count as last seen up to
 * `granularityMs` too early, so that an idle timeout can come that much early, and never late.
 */
import type { SessionId } from './identity.ts';
import type { Credential, Session, TenantPolicy } from './model.ts';
import { retentionMs, sighted } from './remember.ts';
import { type Decision, type SessionStore, type Standing, type StandingQuery, StoreError } from './store.ts';

export interface ActiveStore extends SessionStore {
  /**
   * A token of a session was found active, by this standing. `false`: it tells more than a time, and that is to be
   * written. Else the time is noted, and a write of it that is due follows.
   */
  saw(token: Credential, standing: Standing, atMs: number): boolean;
  /** An update that nobody depends on: where it cannot be written, that is reported, and `otherwise` is the answer. */
  tryUpdate<R>(query: StandingQuery, decide: (standing: Standing) => Decision<R>, otherwise: R): Promise<R>;
}

export interface ActivityOptions {
  /** Told of a write that failed; the next sighting tries again. */
  readonly onError: (error: unknown) => void;
  /** From how many sessions in memory on the one kept longest is written early; it stays while that fails. */
  readonly capacity?: number;
}

interface Seen {
  readonly issuer: string;
  readonly sessionId: SessionId;
  readonly maxLifetimeMs: number;
  lastSeenAtMs: number;
  /** The time that the store has. */
  storedAtMs: number;
}

const LEAST_OFTEN_MS = 60_000;
const FLUSH_STEP = 200;

/** How old the stored time may grow: a tenth of the idle timeout, and at most a minute. */
export function granularityMs(policy: TenantPolicy | null): number {
  return Math.min(LEAST_OFTEN_MS, (policy?.idleTimeoutSeconds ?? Infinity) * 100);
}

/** The store, with what was seen since laid over it. */
export function withActivity(store: SessionStore, options: ActivityOptions): ActiveStore {
  const { onError, capacity = 100_000 } = options;
  const seen = new Map<string, Seen>();
  const writing = new Set<string>();

  function overlaid(standing: Standing): Standing {
    if (seen.size === 0) return standing;
    return { ...standing, sessions: new Map([...standing.sessions].map(([id, one]) => [id, latest(one)])) };
  }

  function latest(session: Session): Session {
    const lastSeenAtMs = seen.get(keyOf(session))?.lastSeenAtMs ?? session.lastSeenAtMs;
    return lastSeenAtMs > session.lastSeenAtMs ? { ...session, lastSeenAtMs } : session;
  }

  /** One write of a session at a time. */
  async function write(key: string, change: () => Promise<void>): Promise<void> {
    if (writing.has(key)) return;
    writing.add(key);
    await change().catch(onError);
    writing.delete(key);
  }

  async function writeTime(key: string, one: Seen): Promise<void> {
    const { issuer, sessionId, lastSeenAtMs, maxLifetimeMs } = one;
    const query = { issuer, subject: null, keyId: null, tenant: null, sessionIds: [sessionId] };
    await store.update(query, ({ sessions }) => {
      const session = sessions.get(sessionId);
      if (session === undefined || session.end !== null || session.lastSeenAtMs >= lastSeenAtMs) {
        return { result: undefined, changes: [] };
      }
      const { retainUntilMs } = session;
      const retained =
        retainUntilMs === null ? null : Math.max(retainUntilMs, lastSeenAtMs + retentionMs(maxLifetimeMs));
      const put = { ...session, lastSeenAtMs, retainUntilMs: retained };
      return { result: undefined, changes: [{ kind: 'put-session', session: put }] };
    });
    one.storedAtMs = lastSeenAtMs;
    if (one.lastSeenAtMs === lastSeenAtMs) seen.delete(key);
  }

  /** In steps, so that no request waits long behind it. */
  async function flush(): Promise<void> {
    const waiting = [...seen];
    for (let at = 0; at < waiting.length; at += FLUSH_STEP) {
      const step = waiting.slice(at, at + FLUSH_STEP);
      await Promise.all(step.map(([key, one]) => write(key, () => writeTime(key, one))));
    }
  }

  return {
    read: async (query) => overlaid(await store.read(query)),
    update: (query, decide) => store.update(query, (standing) => decide(overlaid(standing))),
    tryUpdate: async (query, decide, otherwise) => {
      try {
        return await store.update(query, (standing) => decide(overlaid(standing)));
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        onError(error);
        return otherwise;
      }
    },
    listSessions: async (filter, page) => {
      await flush();
      return store.listSessions(filter, page);
    },
    countSessions: async (scope, upToMs, nowMs) => {
      await flush();
      return store.countSessions(scope, upToMs, nowMs);
    },
    logId: store.logId,
    readLog: (after, limit) => store.readLog(after, limit),
    trimLog: (beforeMs, limit) => store.trimLog(beforeMs, limit),
    forget: (nowMs, limit) => store.forget(nowMs, limit),
    check: () => store.check(),
    close: async () => {
      await flush();
      await store.close();
    },
    saw: (token, standing, atMs) => {
      const key = keyOf(token);
      const known = standing.sessions.get(token.sessionId);
      if (known === undefined || tellsMore(token, known)) return false;
      const one = seen.get(key) ?? memoryOf(token, known);
      one.lastSeenAtMs = Math.max(one.lastSeenAtMs, atMs);
      seen.set(key, one);
      const policy = standing.sessionPolicies.get(token.sessionId) ?? null;
      if (atMs - one.storedAtMs >= granularityMs(policy)) void write(key, () => writeTime(key, one));
      const [oldest] = seen.size > capacity ? seen : [];
      if (oldest !== undefined) void write(oldest[0], () => writeTime(...oldest));
      return true;
    },
  };
}

const keyOf = ({ issuer, sessionId }: Pick<Session, 'issuer' | 'sessionId'>): string =>
  `${issuer.length}:${issuer}${sessionId}`;

function memoryOf({ issuer, sessionId, maxLifetimeMs }: Credential, known: Session): Seen {
  const { lastSeenAtMs } = known;
  return { issuer, sessionId, maxLifetimeMs, lastSeenAtMs, storedAtMs: lastSeenAtMs };
}

/** Whether the token says of its session what the record does not have yet, beside the time. */
function tellsMore(token: Credential, known: Session): boolean {
  const next = sighted(known, token, known.lastSeenAtMs, true);
  const facts = ['subject', 'tenant', 'email', 'keyId', 'latestTokenExpiresAtMs'] as const;
  return facts.some((fact) => next[fact] !== known[fact]);
}
