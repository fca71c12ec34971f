/**
 * The durable write of the baselines: what logoutd writes of a logout, into logoutd's own tables (the session with its
 * indexes, a line in the log of ends), by the same WAL with `synchronous=FULL`, in one transaction for all that waits.
 * Nothing is read before it is written, so that a session of somebody else's could not be refused.
 */
import type { JwtPayload } from 'jsonwebtoken';
import { connect } from '../../src/stores/sqlite/connect.ts';
import { nameDigestOf } from '../../src/stores/sqlite/name-digest.ts';
import { migrate } from '../../src/stores/sqlite/schema.ts';

export interface DurableEnds {
  /** @param whenDurable called once the end is on disk */
  end(claims: JwtPayload, whenDurable: () => void): void;
  close(): void;
}

const RETAINED_MS = (30 * 24 * 60 * 60 + 30) * 1000;

export function openDurableEnds(path: string): DurableEnds {
  const db = connect(path);
  migrate(db);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const session = db.prepare(`INSERT OR REPLACE INTO sessions
    VALUES (NULL, 'default', ?, ?, NULL, ?, NULL, ?, NULL, ?, NULL, ?, ?, 'logout', 'platform', NULL, ?, NULL, 0, ?)`);
  const log = db.prepare(`INSERT INTO log
    (scope, at_ms, issuer, subject, session_id, cause, by, reason, ended_sessions)
    VALUES ('session', ?, 'default', ?, ?, 'logout', 'platform', NULL, 1)`);
  let waiting: { readonly claims: JwtPayload; readonly whenDurable: () => void }[] = [];

  const write = ({ sub, sid, email, iat = 0, exp = 0 }: JwtPayload): void => {
    const nowMs = Date.now();
    const name = nameDigestOf('default', String(sid));
    session.run(sid, sub ?? null, email, iat * 1000, nowMs, exp * 1000, nowMs, nowMs + RETAINED_MS, name);
    log.run(nowMs, sub ?? null, sid);
  };
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    begin.run();
    for (const { claims } of batch) write(claims);
    commit.run();
    for (const { whenDurable } of batch) whenDurable();
  };
  return {
    end: (claims, whenDurable) => {
      waiting.push({ claims, whenDurable });
      if (waiting.length === 1) setImmediate(flush);
    },
    close: () => db.close(),
  };
}
