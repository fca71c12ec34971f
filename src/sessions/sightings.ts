/** What was seen of sessions since it was last written, and the writing of it. */
import type { SessionId } from './identity.ts';
import type { Credential, Session } from './model.ts';
import { retentionMs } from './remember.ts';
import type { SessionStore } from './store.ts';

export interface SightingsOptions {
  /** Told of a write that failed; the next sighting tries again. */
  readonly onError: (error: unknown) => void;
  /** From how many sessions in memory on the one kept longest is written early; it stays while that fails. */
  readonly capacity?: number;
}

/** A session that was seen since. */
export interface Seen {
  readonly issuer: string;
  readonly sessionId: SessionId;
  readonly subject: string | null;
  readonly tenant: string | null;
  readonly maxLifetimeMs: number;
  /** Of the token seen last: while keys are rotated it may change with every check. */
  readonly keyId: string | null;
  readonly lastSeenAtMs: number;
  /** The time that the store has. */
  readonly storedAtMs: number;
}

const FLUSH_STEP = 200;

export class Sightings {
  readonly #store: SessionStore;
  readonly #onError: (error: unknown) => void;
  readonly #capacity: number;
  readonly #seen = new Map<string, Seen>();
  /** One write of a session at a time. */
  readonly #writing = new Map<string, Promise<void>>();

  constructor(store: SessionStore, { onError, capacity = 100_000 }: SightingsOptions) {
    this.#store = store;
    this.#onError = onError;
    this.#capacity = capacity;
  }

  /** The session as it is known with what was seen of it. */
  latest(session: Session): Session {
    const one = this.#seen.get(keyOf(session));
    if (one === undefined || one.lastSeenAtMs < session.lastSeenAtMs) return session;
    return { ...session, lastSeenAtMs: one.lastSeenAtMs, keyId: one.keyId };
  }

  /** Notes that a token of the session was found active, and writes what has grown older than that. */
  note(token: Credential, known: Session, atMs: number, granularityMs: number): void {
    const key = keyOf(known);
    const before = this.#seen.get(key);
    const { issuer, sessionId, subject, tenant } = known;
    const storedAtMs = before?.storedAtMs ?? known.lastSeenAtMs;
    const lastSeenAtMs = Math.max(before?.lastSeenAtMs ?? known.lastSeenAtMs, atMs);
    const { keyId, maxLifetimeMs } = token;
    const names = { issuer, sessionId, subject, tenant };
    this.#seen.set(key, { ...names, maxLifetimeMs, keyId, lastSeenAtMs, storedAtMs });
    if (atMs - storedAtMs >= granularityMs) void this.#write(key);
    const [oldest] = this.#seen.size > this.#capacity ? this.#seen.keys() : [];
    if (oldest !== undefined) void this.#write(oldest);
  }

  /** The store has this of the session now, and what was seen up to it is in it. */
  stored(session: Session): void {
    const key = keyOf(session);
    const one = this.#seen.get(key);
    if (one !== undefined && one.lastSeenAtMs <= session.lastSeenAtMs) this.#seen.delete(key);
  }

  has(isMeant: (seen: Seen) => boolean): boolean {
    return [...this.#seen.values()].some(isMeant);
  }

  /** Resolves once all that was seen up to now is written, or could not be. In steps: no request waits long behind it. */
  async flush(isMeant: (seen: Seen) => boolean = () => true): Promise<void> {
    const keys = [...this.#seen].flatMap(([key, one]) => (isMeant(one) ? [key] : []));
    for (let at = 0; at < keys.length; at += FLUSH_STEP) {
      await Promise.all(keys.slice(at, at + FLUSH_STEP).map((key) => this.#settle(key)));
    }
  }

  /** A write that is under way may be of less than was seen since. */
  async #settle(key: string): Promise<void> {
    await this.#writing.get(key);
    if (this.#seen.has(key)) await this.#write(key);
  }

  #write(key: string): Promise<void> {
    const underWay = this.#writing.get(key);
    const one = this.#seen.get(key);
    if (underWay !== undefined || one === undefined) return underWay ?? Promise.resolve();
    const writing = this.#put(key, one)
      .catch(this.#onError)
      .finally(() => this.#writing.delete(key));
    this.#writing.set(key, writing);
    return writing;
  }

  async #put(key: string, one: Seen): Promise<void> {
    const { issuer, sessionId, keyId, lastSeenAtMs, maxLifetimeMs } = one;
    const query = { issuer, subject: null, keyId: null, tenant: null, sessionIds: [sessionId] };
    await this.#store.update(query, ({ sessions }) => {
      const session = sessions.get(sessionId);
      const isNews = session !== undefined && session.end === null && session.lastSeenAtMs <= lastSeenAtMs;
      if (!isNews) return { result: undefined, changes: [] };
      const { retainUntilMs } = session;
      const retained =
        retainUntilMs === null ? null : Math.max(retainUntilMs, lastSeenAtMs + retentionMs(maxLifetimeMs));
      const put = { ...session, lastSeenAtMs, keyId, retainUntilMs: retained };
      return { result: undefined, changes: [{ kind: 'put-session', session: put }] };
    });
    const now = this.#seen.get(key);
    if (now === one) this.#seen.delete(key);
    else if (now !== undefined) this.#seen.set(key, { ...now, storedAtMs: lastSeenAtMs });
  }
}

const keyOf = ({ issuer, sessionId }: Pick<Session, 'issuer' | 'sessionId'>): string =>
  `${issuer.length}:${issuer}${sessionId}`;
