/** Standings as they were read last, for sessions that are asked about again and again. */
import type { DatabaseSync } from 'node:sqlite';
import type { SessionId } from '../../sessions/identity.ts';
import type { Change, Standing, StandingQuery } from '../../sessions/store.ts';
import { DataVersion } from './data-version.ts';

interface Known {
  readonly query: StandingQuery;
  readonly standing: Standing;
}

/** Of standings with the longest names and a User-Agent of 512 characters so many take 36 MB (measured). The one kept longest is dropped first. */
const CAPACITY = 10_000;

/**
 * A standing that is known is as good as one that is read: what this process changes is forgotten as it is written, and
 * a change of any other process shows in SQLite's `data_version`, which is looked at each time.
 */
export class KnownStandings {
  readonly #bySession = new Map<SessionId, Known>();
  readonly #version: DataVersion;

  constructor(db: DatabaseSync) {
    this.#version = new DataVersion(db);
  }

  /** `null`: it has to be read. Throws what SQLite throws. */
  find({ sessionIds, issuer, subject, keyId, tenant }: StandingQuery): Standing | null {
    const sessionId = sessionIds[0];
    const known = sessionId === undefined ? undefined : this.#bySession.get(sessionId);
    if (known === undefined || sessionIds.length > 1 || !this.#isUnchanged()) return null;
    const { query, standing } = known;
    const isSame =
      query.issuer === issuer &&
      query.subject === subject &&
      query.keyId === keyId &&
      query.tenant === tenant;
    return isSame ? standing : null;
  }

  /** To be called before anything else happens since it was read. */
  keep(query: StandingQuery, standing: Standing): void {
    const sessionId = query.sessionIds[0];
    if (sessionId === undefined || query.sessionIds.length > 1) return;
    this.#bySession.set(sessionId, { query, standing });
    if (this.#bySession.size <= CAPACITY) return;
    for (const oldest of this.#bySession.keys()) {
      this.#bySession.delete(oldest);
      return;
    }
  }

  /** Before this process writes it. */
  changes(change: Change): void {
    if (change.kind === 'put-session') this.#bySession.delete(change.session.sessionId);
    else if (change.kind !== 'log-session-end') this.#clear();
  }

  /** What a background step takes away. What it puts on record of cut-offs is nothing that a standing did not say before. */
  forgets(sessionIds: readonly SessionId[], hasCutOffs: boolean): void {
    if (hasCutOffs) this.#clear();
    else for (const sessionId of sessionIds) this.#bySession.delete(sessionId);
  }

  #clear(): void {
    this.#bySession.clear();
  }

  #isUnchanged(): boolean {
    const isUnchanged = this.#version.isUnchanged();
    if (!isUnchanged) this.#clear();
    return isUnchanged;
  }
}
