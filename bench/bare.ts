/**
 * What logoutd is measured against: the least server that does the same. It checks the token by the same library
 * with the same kind of key, and answers after the same durable write: WAL, synchronous=FULL, one transaction for
 * all that waits. It does nothing else: no choice of contract, no validation, limits, log, metrics or marker; it
 * reads nothing before it writes, so that it could not refuse a session of somebody else's.
 *
 *   node bench/bare.ts <same | least> <database>
 *
 * `same` writes what logoutd writes: the session and its line in the log, in logoutd's own tables. `least` writes
 * a row of two columns.
 */
import { createSecretKey } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import { connect } from '../src/stores/sqlite/connect.ts';
import { migrate } from '../src/stores/sqlite/schema.ts';
import { SECRET } from './tokens.ts';

const [kind, path] = process.argv.slice(2);
if ((kind !== 'same' && kind !== 'least') || path === undefined)
  throw new Error('bare.ts <same | least> <database>');

type Write = (claims: JwtPayload) => void;
const RETAINED_MS = (30 * 24 * 60 * 60 + 30) * 1000;
const key = createSecretKey(Buffer.from(SECRET));
const db = connect(path);
const write = kind === 'same' ? sameWrite(db) : leastWrite(db);
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
let waiting: { readonly claims: JwtPayload; readonly res: ServerResponse }[] = [];

const server = createServer((req, res) => {
  const claims = check(req.headers.authorization);
  if (claims === null) {
    answer(res, 401, { message: 'Unauthorized' });
    return;
  }
  waiting.push({ claims, res });
  if (waiting.length === 1) setImmediate(flush);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ msg: 'listening', url: `http://127.0.0.1:${port}` }));
});
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => db.close());
});

/** jsonwebtoken looks at `exp` only where there is one. */
function check(authorization: string | undefined): JwtPayload | null {
  if (!authorization?.startsWith('Bearer ')) return null;
  try {
    const claims = jsonwebtoken.verify(authorization.slice('Bearer '.length), key, { algorithms: ['HS256'] });
    return typeof claims === 'object' && claims.exp !== undefined ? claims : null;
  } catch {
    return null;
  }
}

function flush(): void {
  const batch = waiting;
  waiting = [];
  begin.run();
  for (const { claims } of batch) write(claims);
  commit.run();
  for (const { res } of batch) answer(res, 200, { message: 'Logged out successfully' });
}

function answer(res: ServerResponse, status: number, json: object): void {
  const body = JSON.stringify(json);
  res.writeHead(status, {
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  res.end(body);
}

function leastWrite(db: DatabaseSync): Write {
  db.exec(`CREATE TABLE IF NOT EXISTS ended (session_id TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL)
    STRICT, WITHOUT ROWID`);
  const put = db.prepare('INSERT OR REPLACE INTO ended VALUES (?, ?)');
  return ({ sid, exp = 0 }) => put.run(sid, exp * 1000);
}

function sameWrite(db: DatabaseSync): Write {
  migrate(db);
  const end = db.prepare(`INSERT OR REPLACE INTO sessions
    VALUES ('default', ?, ?, NULL, ?, NULL, ?, NULL, ?, NULL, ?, ?, 'logout', 'platform', NULL, ?, NULL, 0)`);
  const log = db.prepare(`INSERT INTO log
    (scope, at_ms, issuer, subject, session_id, cause, by, reason, ended_sessions)
    VALUES ('session', ?, 'default', ?, ?, 'logout', 'platform', NULL, 1)`);
  return ({ sub = null, sid, email, iat = 0, exp = 0 }) => {
    const nowMs = Date.now();
    end.run(sid, sub, email, iat * 1000, nowMs, exp * 1000, nowMs, nowMs + RETAINED_MS);
    log.run(nowMs, sub, sid);
  };
}
