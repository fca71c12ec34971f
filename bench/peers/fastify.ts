/**
 * Fastify with @fastify/jwt, set up as its README does, and a table of ended sessions: what one writes by oneself in an
 * afternoon. A logout verifies the token and inserts a row, in a transaction of its own, which is on the disk before the
 * answer. A check verifies the token and looks the row up.
 *
 * Beside logoutd it does not: hold requests to a document, ask what the token claims beyond its signature and `exp`, look
 * whether the session was ended before or is somebody else's, know accounts, cut-offs, tenants or timeouts, log, measure,
 * limit, keep an order of what ended, or wait to write several ends at once. Token, key and claims are those of logoutd's load.
 */
import { randomUUID } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { counter, inOneTransaction, openDatabase, servePeer, written } from './peer.ts';

declare module '@fastify/jwt' {
  interface FastifyJWT {
    user: { readonly sid: string; readonly exp: number };
  }
}

const db = openDatabase();
db.exec(
  'CREATE TABLE ended (session_id TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID',
);
const put = db.prepare('INSERT OR IGNORE INTO ended VALUES (?, ?)');
const find = db.prepare('SELECT 1 FROM ended WHERE session_id = ?');

const app = fastify();
app.register(fastifyJwt, { secret: 'a-secret-of-the-benchmark-0123456789-abcdefghij' });
const authenticate = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  try {
    await request.jwtVerify();
  } catch (error) {
    reply.send(error);
  }
};
app.post('/auth/logout', { onRequest: [authenticate] }, async (request) => {
  const { sid, exp } = request.user;
  put.run(sid, exp * 1000);
  return { message: 'Logged out successfully' };
});
app.get('/verify', { onRequest: [authenticate] }, async (request, reply) => {
  if (find.get(request.user.sid) === undefined) return { active: true };
  return reply.code(401).send({ message: 'Unauthorized' });
});
await app.ready();

await servePeer(db, (url) => ({
  listener: app.routing,
  requests: (purpose, count) =>
    inOneTransaction(db, count, (nth) => {
      const subject = `user-${nth % 1000}`;
      const claims = { sub: subject, sid: randomUUID(), email: `${subject}@example.com` };
      const token = app.jwt.sign(claims, { expiresIn: '1h' });
      const line = purpose === 'logout' ? (['POST', '/auth/logout'] as const) : (['GET', '/verify'] as const);
      return written(url, line, { Authorization: `Bearer ${token}` });
    }),
  ended: counter(db, 'ended'),
}));
