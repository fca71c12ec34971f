/**
 * Baseline (c): Express, express-openapi-validator and jsonwebtoken as their READMEs set them up, on the document of
 * the platform contract, answering after the same durable write as (b). Nothing is tuned. It has no limits, log, metrics
 * or marker, and reads nothing before it writes.
 *
 *   node bench/baselines/express.ts <string | key-object> <database>
 *
 * `string`: jsonwebtoken gets the secret as its README has it. `key-object`: as a KeyObject, which spares it making one
 * for each token.
 */
import { createSecretKey } from 'node:crypto';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import jwt from 'jsonwebtoken';
import { SECRET } from '../tokens.ts';
import { bearer } from './check-token.ts';
import { openDurableEnds } from './durable-ends.ts';
import { serve } from './serve.ts';

const [kind, path = ''] = process.argv.slice(2);
if (kind !== 'string' && kind !== 'key-object')
  throw new Error('express.ts <string | key-object> <database>');
const secret = kind === 'string' ? SECRET : createSecretKey(Buffer.from(SECRET));
const ends = openDurableEnds(path);

const app = express();
app.use(express.json());
app.use(
  OpenApiValidator.middleware({
    apiSpec: fileURLToPath(new URL('../../openapi/platform.yaml', import.meta.url)),
    validateRequests: true,
    validateResponses: true,
  }),
);
app.post('/auth/logout', (req, res) => {
  const claims = claimsOf(bearer(req.headers.authorization));
  if (claims === null) res.status(401).json({ message: 'Unauthorized' });
  else ends.end(claims, () => res.json({ message: 'Logged out successfully' }));
});
const onError: ErrorRequestHandler = (err, _req, res, _next) => {
  res.status(err.status || 500).json({ message: err.message, errors: err.errors });
};
app.use(onError);
serve(createServer(app), ends.close);

function claimsOf(token: string): jwt.JwtPayload | null {
  try {
    const claims = jwt.verify(token, secret);
    return typeof claims === 'object' ? claims : null;
  } catch {
    return null;
  }
}
