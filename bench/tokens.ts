/** Tokens of distinct sessions, as a login would make them: its own code, since minting must be quick. */
import { createHmac, createSecretKey, randomUUID } from 'node:crypto';

export const SECRET = 'a-secret-of-the-benchmark-0123456789-abcdefghij';
const key = createSecretKey(Buffer.from(SECRET));
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = part({ alg: 'HS256', typ: 'JWT' });

export const FEW_USERS = 1000;

/** Each of a new session of one of so many users, an hour long. */
export function mintTokens(count: number, users: number = FEW_USERS): readonly string[] {
  const iat = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, () => {
    const sub = `user-${Math.floor(Math.random() * users)}`;
    const claims = { sub, sid: randomUUID(), email: `${sub}@example.com`, iat, exp: iat + 3600 };
    const signed = `${HEADER}.${part(claims)}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  });
}
