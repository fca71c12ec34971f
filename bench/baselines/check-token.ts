/** The check of the bare baselines: the signature by jsonwebtoken with a KeyObject, and `exp`. */
import { createSecretKey } from 'node:crypto';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import { SECRET } from '../tokens.ts';

const key = createSecretKey(Buffer.from(SECRET));

export const bearer = (authorization: string | undefined): string =>
  authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : '';

/** jsonwebtoken looks at `exp` only where there is one. */
export function checkToken(token: string): JwtPayload | null {
  try {
    const claims = jsonwebtoken.verify(token, key, { algorithms: ['HS256'] });
    return typeof claims === 'object' && claims.exp !== undefined ? claims : null;
  } catch {
    return null;
  }
}
