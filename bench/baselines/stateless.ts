/**
 * Baseline (a): the least server that looks at a token. It verifies the signature, looks at `exp`, and answers as
 * logoutd does. It knows of no session, so that it would pass every token that has ended.
 *
 *   node bench/baselines/stateless.ts
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { CHECK_KEY } from '../questions.ts';
import { bearer, checkToken } from './check-token.ts';
import { serve } from './serve.ts';

const server = createServer((req, res) => {
  if (req.url === '/v1/verify') verify(req, res);
  else void introspect(req, res);
});
serve(server);

function verify(req: IncomingMessage, res: ServerResponse): void {
  const claims = checkToken(bearer(req.headers.authorization));
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
  if (bearer(req.headers.authorization) !== CHECK_KEY) {
    answer(res, 401, '');
    return;
  }
  const claims = checkToken(new URLSearchParams(await text(req)).get('token') ?? '');
  const { sub, sid, exp, iat } = claims ?? {};
  const said =
    claims === null
      ? { active: false }
      : { active: true, token_type: 'Bearer', sub, sid, issuer: 'default', exp, iat };
  answer(res, 200, JSON.stringify(said), { 'Content-Type': 'application/json' });
}

function answer(res: ServerResponse, status: number, body: string, headers: object = {}): void {
  res.writeHead(status, {
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  res.end(body);
}
