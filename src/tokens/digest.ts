import { hash } from 'node:crypto';
import type { Digest } from '../sessions/identity.ts';

/** SHA-256 in base64url: 43 characters. */
export const digest: Digest = (text) => hash('sha256', text, 'base64url');
