/** What can be measured: a logout with a Bearer token and nothing else, which ends the session, and the two checks. */
import type { Question } from './load.ts';

export const CHECK_KEY = 'check-key-of-the-benchmark-0123456789-abcdefgh';

const logout = (path: string): Question => ({ method: 'POST', path, key: null, again: false });

export const logouts = {
  platform: logout('/auth/logout'),
  gsm: logout('/api/security/v1/auth/logout'),
  session: logout('/api/auth/logout'),
} as const;

export const checks = {
  verify: { method: 'GET', path: '/v1/verify', key: null, again: true },
  introspection: { method: 'POST', path: '/v1/introspect', key: CHECK_KEY, again: true },
} as const satisfies Record<string, Question>;

export const questions = { ...logouts, ...checks } as const;
export type QuestionName = keyof typeof questions;
