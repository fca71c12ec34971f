/** Secrets long enough to pass, and known to everyone: those of documentation and of the RFCs' examples. */
import type { Digest } from '../sessions/identity.ts';

const PUBLISHED: ReadonlySet<string> = new Set([
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-384-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  'cc7e0d44fd473002f1c42167459001140ec6389b7353f8088f4d9a95f2f596f2',
]);
