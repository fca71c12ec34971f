/**
 * Better Auth on SQLite by `node:sqlite`, as its README sets it up: sign-out, which deletes the session's row, and
 * get-session, which reads session and user. Its cookies are the real ones, signed; a sign-out comes with the Origin that
 * its check of cross-site requests asks for. Rate limits and telemetry are off, and so is the cache in a cookie, with which
 * get-session would not look whether the session has ended. Each statement is a transaction of its own, on the disk before
 * the answer.
 *
 * Beside logoutd it does not: hold requests to a document, keep what has ended (who ended it and when is gone with the row),
 * know cut-offs, capabilities or timeouts, log, measure, or write several ends at once. But it is what logoutd is not:
 * it logs people in. A get-session answers 200 with `null` when there is none.
 */
import { createHmac } from 'node:crypto';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { generateRandomString } from 'better-auth/crypto';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { counter, inOneTransaction, openDatabase, servePeer, written } from './peer.ts';

const USERS = 1000;
const SECRET = 'a-secret-of-the-benchmark-0123456789-abcdefghij';

const db = openDatabase();
await servePeer(db, async (url) => {
  const options = {
    baseURL: url,
    secret: SECRET,
    database: db,
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    session: { cookieCache: { enabled: false } },
  } satisfies BetterAuthOptions;
  await (await getMigrations(options)).runMigrations();
  const auth = betterAuth(options);
  const { internalAdapter, authCookies } = await auth.$context;
  const users = await inOneTransaction(db, USERS, (nth) =>
    internalAdapter.createUser(
      { name: `User ${nth}`, email: `user-${nth}@example.com` },
      { method: 'email-password' },
    ),
  );
  const living = counter(db, 'session');
  let made = 0;
  return {
    listener: toNodeHandler(auth),
    requests: async (purpose, count) => {
      const put = sessionLike(await internalAdapter.createSession(users[0]?.id ?? ''));
      const requests = await inOneTransaction(db, count, (nth) => {
        const token = generateRandomString(32);
        put(token, users[nth % USERS]?.id ?? '');
        const signed = encodeURIComponent(`${token}.${signature(token)}`);
        const cookie = { Cookie: `${authCookies.sessionToken.name}=${signed}` };
        if (purpose === 'check') return written(url, ['GET', '/api/auth/get-session'], cookie);
        const headers = { ...cookie, Origin: url, 'Content-Type': 'application/json' };
        return written(url, ['POST', '/api/auth/sign-out'], headers, '{}');
      });
      made += count;
      return requests;
    },
    ended: () => made - living(),
  };
});

/** Puts rows like that of a session that Better Auth has made, which it deletes: its own code takes 20 times as long. */
function sessionLike({ id }: { readonly id: string }): (token: string, userId: string) => void {
  const row = db.prepare('SELECT * FROM session WHERE id = ?').get(id) ?? {};
  db.prepare('DELETE FROM session WHERE id = ?').run(id);
  const columns = Object.keys(row);
  const put = db.prepare(
    `INSERT INTO session (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (token, userId) => {
    const own: typeof row = { ...row, id: generateRandomString(32), token, userId };
    put.run(...columns.map((name) => own[name] ?? null));
  };
}

/** As its `makeSignature`, which makes a key anew each time. */
const signature = (token: string): string => createHmac('sha256', SECRET).update(token).digest('base64');
