/** What stands for a session in the index of names. */
import { hash } from 'node:crypto';

const DIGEST_BYTES = 16;

/**
 * The first 128 bits of SHA-256 over issuer and session id, as the database has them (`toText`). No two names of sessions
 * share them; whoever wants to find two by trying has to make 2^64 of them.
 * Databases are full of them: it is never to be changed without a step of the schema.
 */
export function nameDigestOf(issuer: string, sessionId: string): Uint8Array {
  return hash('sha256', `${issuer.length}:${issuer}${sessionId}`, 'buffer').subarray(0, DIGEST_BYTES);
}
