/**
 * What a check is measured against: the least server that looks at a token. It verifies the signature by the same
 * library with the same kind of key, looks at `exp`, and answers as logoutd does. It knows of no session, so that it
 * would pass every token that has ended.
 *
 *   node bench/stateless.ts
 */
import { createSecretKey } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import { CHECK_KEY } from './questions.ts';
import { SECRET } from './tokens.ts';

const key = createSecretKey(Buffer.from(SECRET));

const server = createServer((req, res) => {
  if (req.url === '/v1/verify') verify(req, res);
  else void introspect(req, res);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ msg: 'listening', url: `http://127.0.0.1:${port}` }));
});
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
});

function verify(req: IncomingMessage, res: ServerResponse): void {
  const claims = check(bearer(req));
  if (claims === null) {
    answer(res, 401, '');
    return;
  }
  const { sub = '', sid, tid = '' } = claims;
  answer(res, 200, '', {
    'x-session-subject': encodeURIComponent(sub),
    'x-session-id': encodeURIComponent(sid),
    'x-session-tenant': encodeURIComponent(tid),
    'x-session-issuer': 'default',
  });
}

async function introspect(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (bearer(req) !== CHECK_KEY) {
    answer(res, 401, '');
    return;
  }
  const claims = check(new URLSearchParams(await text(req)).get('token') ?? '');
  const { sub, sid, exp, iat } = claims ?? {};
  const said =
    claims === null
      ? { active: false }
      : { active: true, token_type: 'Bearer', sub, sid, issuer: 'default', exp, iat };
  answer(res, 200, JSON.stringify(said), { 'Content-Type': 'application/json' });
}

const bearer = (req: IncomingMessage): string => req.headers.authorization?.slice('Bearer '.length) ?? '';

/** jsonwebtoken looks at `exp` only where there is one. */
function check(token: string): JwtPayload | null {
  try {
    const claims = jsonwebtoken.verify(token, key, { algorithms: ['HS256'] });
    return typeof claims === 'object' && claims.exp !== undefined ? claims : null;
  } catch {
    return null;
  }
}

function answer(res: ServerResponse, status: number, body: string, headers: object = {}): void {
  res.writeHead(status, {
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  res.end(body);
}
