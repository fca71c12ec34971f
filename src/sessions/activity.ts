/**
 * When sessions were last seen, without a durable write a check. A session's first sighting is written at once, and
 * so is every other fact that is new; after that only the time moves on, and it is kept in memory and written when
 * the stored one has grown old. What this process has seen counts at once in all that it decides.
 *
 * How exact: to the millisecond, unless the process is killed. Its sessions then count as last seen up to
 * `granularityMs` too early, so that an idle timeout can come that much early, and never late.
 */
import type { SessionId } from './identity.ts';
import type { Credential, Session, TenantPolicy } from './model.ts';
import { retentionMs, sighted } from './remember.ts';
import { see } from './sighting.ts';
import { judge } from './standing.ts';
import type { SessionStore, Standing } from './store.ts';

export interface ActiveStore extends SessionStore {
  /** A token of a session was found active, by this standing. Returns at once; a write that is due follows. */
  saw(token: Credential, standing: Standing, atMs: number): void;
}

export interface ActivityOptions {
  /** Told of a write that failed; the next sighting tries again. */
  readonly onError: (error: unknown) => void;
  /** How many sessions are kept in memory at most; of more, the one kept longest is written. */
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

  /** One write of a session at a time; a fact that comes meanwhile is still news at the next check. */
  async function write(key: string, change: () => Promise<void>): Promise<void> {
    if (writing.has(key)) return;
    writing.add(key);
    await change().catch(onError);
    writing.delete(key);
  }

  /** All that the token tells, as a logout would write it. */
  async function writeFacts(token: Credential, atMs: number): Promise<void> {
    const { issuer, subject, keyId, tenant, sessionId } = token;
    await store.update({ issuer, subject, keyId, tenant, sessionIds: [sessionId] }, (standing) => {
      const verdict = judge(token, standing, atMs);
      const changes = verdict.live ? see(token, standing, verdict, atMs).changes : [];
      return { result: undefined, changes };
    });
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
    listSessions: async (filter, page) => {
      await flush();
      return store.listSessions(filter, page);
    },
    countSessions: async (scope, upToMs, nowMs) => {
      await flush();
      return store.countSessions(scope, upToMs, nowMs);
    },
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
      if (known === undefined || tellsMore(token, known)) {
        void write(key, () => writeFacts(token, atMs));
        return;
      }
      const one = seen.get(key) ?? memoryOf(token, known);
      one.lastSeenAtMs = Math.max(one.lastSeenAtMs, atMs);
      seen.set(key, one);
      const policy = standing.sessionPolicies.get(token.sessionId) ?? null;
      if (atMs - one.storedAtMs >= granularityMs(policy)) void write(key, () => writeTime(key, one));
      const [oldest] = seen.size > capacity ? seen : [];
      if (oldest !== undefined) void write(oldest[0], () => writeTime(...oldest));
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
