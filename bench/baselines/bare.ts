/**
 * Baseline (b): the least server that ends a session as durably as logoutd. It checks the token, and answers after the
 * same durable write. It does nothing else: no choice of contract, no validation, limits, log, metrics or marker.
 *
 *   node bench/baselines/bare.ts <database>
 */
import { createServer, type ServerResponse } from 'node:http';
import { bearer, checkToken } from './check-token.ts';
import { openDurableEnds } from './durable-ends.ts';
import { serve } from './serve.ts';

const ends = openDurableEnds(process.argv[2] ?? '');

const server = createServer((req, res) => {
  const claims = checkToken(bearer(req.headers.authorization));
  if (claims === null) answer(res, 401, { message: 'Unauthorized' });
  else ends.end(claims, () => answer(res, 200, { message: 'Logged out successfully' }));
});
serve(server, ends.close);

function answer(res: ServerResponse, status: number, json: object): void {
  const body = JSON.stringify(json);
  res.writeHead(status, {
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  res.end(body);
}
