/** What was seen of sessions since it was last written, and the writing of it. */
import { type SessionId, sessionKey } from './identity.ts';
import { JustStored } from './just-stored.ts';
import type { Credential, Session } from './model.ts';
import { retentionMs } from './remember.ts';
import type { Timeouts } from './standing.ts';
import type { SessionStore } from './store.ts';

export interface SightingsOptions {
  /** Told of a write that failed; the next sighting tries again. */
  readonly onError: (error: unknown) => void;
  /** From how many sessions in memory on those kept longest are written early; they stay while that fails. */
  readonly capacity?: number;
}

/** A session that was seen since. */
export interface Seen {
  readonly issuer: string;
  readonly sessionId: SessionId;
  subject: string | null;
  tenant: string | null;
  readonly maxLifetimeMs: number;
  readonly idleTimeoutMs: number | null;
  /** Of the token seen last: while keys are rotated it may change with every check. */
  keyId: string | null;
  lastSeenAtMs: number;
  /** What the store has of those two. */
  readonly storedKeyId: string | null;
  readonly storedAtMs: number;
}

const LEAST_OFTEN_MS = 60_000;
const FLUSH_STEP = 200;

/** How old the stored time may grow: a tenth of the idle timeout, and at most a minute. */
export function granularityMs(timeouts: Pick<Timeouts, 'idleTimeoutSeconds'> | null): number {
  return Math.min(LEAST_OFTEN_MS, (timeouts?.idleTimeoutSeconds ?? Infinity) * 100);
}

export class Sightings {
  readonly #store: SessionStore;
  readonly #onError: (error: unknown) => void;
  readonly #capacity: number;
  readonly #seen = new Map<string, Seen>();
  /** One write of a session at a time; each resolves to whether it succeeded. */
  readonly #writing = new Map<string, Promise<boolean>>();
  readonly #justStored = new JustStored();

  constructor(store: SessionStore, { onError, capacity = 100_000 }: SightingsOptions) {
    this.#store = store;
    this.#onError = onError;
    this.#capacity = capacity;
  }

  /** The session as it is known with what was seen of it. */
  latest(session: Session): Session {
    const one = this.#seen.get(sessionKey(session));
    if (one === undefined || one.lastSeenAtMs < session.lastSeenAtMs) return session;
    return { ...session, lastSeenAtMs: one.lastSeenAtMs, keyId: one.keyId };
  }

  /** Notes that a token of the session was found active, and writes what has grown old by that. */
  note(token: Credential, known: Session, atMs: number, { idleTimeoutSeconds }: Timeouts): void {
    const key = sessionKey(known);
    const before = this.#seen.get(key);
    const idleTimeoutMs = idleTimeoutSeconds === null ? null : idleTimeoutSeconds * 1000;
    if (before?.maxLifetimeMs === token.maxLifetimeMs && before.idleTimeoutMs === idleTimeoutMs) {
      // Another process may have put them on record meanwhile.
      before.subject = known.subject;
      before.tenant = known.tenant;
      before.keyId = token.keyId;
      before.lastSeenAtMs = Math.max(before.lastSeenAtMs, atMs);
      if (atMs - before.storedAtMs >= granularityMs({ idleTimeoutSeconds })) void this.#write(key);
      return;
    }
    const { issuer, sessionId, subject, tenant } = known;
    const stored = this.#justStored.latest(known);
    const { storedAtMs, storedKeyId } = before ?? {
      storedAtMs: stored.lastSeenAtMs,
      storedKeyId: stored.keyId,
    };
    this.#seen.set(key, {
      ...{ issuer, sessionId, subject, tenant, storedAtMs, storedKeyId },
      maxLifetimeMs: token.maxLifetimeMs,
      idleTimeoutMs,
      keyId: token.keyId,
      lastSeenAtMs: Math.max(before?.lastSeenAtMs ?? known.lastSeenAtMs, atMs),
    });
    if (atMs - storedAtMs >= granularityMs({ idleTimeoutSeconds })) void this.#write(key);
    if (this.#seen.size > this.#capacity) this.#makeRoom();
  }

  /** The store has this of the session now, and what was seen up to it is in it. */
  stored(session: Session): void {
    if (session.end === null) this.#justStored.add(session);
    const key = sessionKey(session);
    const one = this.#seen.get(key);
    if (one === undefined) return;
    if (one.lastSeenAtMs <= session.lastSeenAtMs) this.#seen.delete(key);
    else this.#seen.set(key, { ...one, ...asStored(session) });
  }

  has(isMeant: (seen: Seen) => boolean): boolean {
    for (const one of this.#seen.values()) if (isMeant(one)) return true;
    return false;
  }

  /**
   * Resolves once all that was seen up to now is written, or could not be: `false`. In steps: no request waits long behind
   * it. It goes no further than the first step that fails.
   */
  async flush(isMeant: (seen: Seen) => boolean = () => true): Promise<boolean> {
    const keys = [...this.#seen].flatMap(([key, one]) => (isMeant(one) ? [key] : []));
    for (let at = 0; at < keys.length; at += FLUSH_STEP) {
      const step = keys.slice(at, at + FLUSH_STEP);
      const written = await Promise.all(step.map((key) => this.#settle(key)));
      if (!written.every((one) => one)) return false;
    }
    return true;
  }

  /** Those kept longest that are not being written already. */
  #makeRoom(): void {
    let over = this.#seen.size - this.#capacity - this.#writing.size;
    for (const key of this.#seen.keys()) {
      if (over <= 0) return;
      if (this.#writing.has(key)) continue;
      void this.#write(key);
      over -= 1;
    }
  }

  /** A write that is under way may be of less than was seen since. */
  async #settle(key: string): Promise<boolean> {
    await this.#writing.get(key);
    return this.#seen.has(key) ? this.#write(key) : true;
  }

  #write(key: string): Promise<boolean> {
    const underWay = this.#writing.get(key);
    const one = this.#seen.get(key);
    if (underWay !== undefined || one === undefined) return underWay ?? Promise.resolve(true);
    const writing = this.#put(key, one)
      .then(
        () => true,
        (error: unknown) => {
          this.#onError(error);
          return false;
        },
      )
      .finally(() => this.#writing.delete(key));
    this.#writing.set(key, writing);
    return writing;
  }

  async #put(key: string, one: Seen): Promise<void> {
    const { issuer, sessionId, keyId, lastSeenAtMs, maxLifetimeMs } = one;
    const query = { issuer, subject: null, keyId: null, tenant: null, sessionIds: [sessionId] };
    const stored = await this.#store.update<Session | undefined>(query, ({ sessions }) => {
      const session = sessions.get(sessionId);
      const isNews = session !== undefined && session.end === null && session.lastSeenAtMs <= lastSeenAtMs;
      if (!isNews) return { result: session, changes: [] };
      const { retainUntilMs } = session;
      const retained =
        retainUntilMs === null ? null : Math.max(retainUntilMs, lastSeenAtMs + retentionMs(maxLifetimeMs));
      const put = { ...session, lastSeenAtMs, keyId, retainUntilMs: retained };
      return { result: put, changes: [{ kind: 'put-session', session: put }] };
    });
    if (stored !== undefined) this.#justStored.add(stored);
    const now = this.#seen.get(key);
    if (now === one && one.lastSeenAtMs === lastSeenAtMs && one.keyId === keyId) this.#seen.delete(key);
    else if (now !== undefined) {
      this.#seen.set(key, { ...now, ...(stored === undefined ? {} : asStored(stored)) });
    }
  }
}

const asStored = ({ lastSeenAtMs, keyId }: Session): Pick<Seen, 'storedAtMs' | 'storedKeyId'> => ({
  storedAtMs: lastSeenAtMs,
  storedKeyId: keyId,
});
