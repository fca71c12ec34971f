/** What a presenter can be given. */
import type { LoggedOut, LogoutOutcome } from '../../../src/sessions/outcome.ts';

export const loggedOut = (changes: Partial<LoggedOut> = {}): LoggedOut => ({
  kind: 'logged-out',
  scope: 'current',
  ended: true,
  email: null,
  account: null,
  ...changes,
});

export const expired = { kind: 'unauthenticated', reason: 'expired' } as const;
export const missing = { kind: 'unauthenticated', reason: 'missing' } as const;
export const invalidInput = {
  kind: 'invalid-input',
  at: 'scope',
  problem: 'must be equal to one of',
} as const;
export const contradiction = {
  kind: 'contradictory-input',
  at: 'sessionId',
  problem: 'cannot be sent with a scope',
} as const;
export const fault = { kind: 'fault' } as const;
export const tooMany = { kind: 'too-many-requests' } as const;

/** Every outcome that a logout can have. */
const everyOutcome: readonly LogoutOutcome[] = [
  loggedOut(),
  expired,
  invalidInput,
  contradiction,
  fault,
  tooMany,
  { kind: 'account-not-active' },
  { kind: 'capability-restricted' },
  { kind: 'account-not-registered' },
  { kind: 'no-subject' },
  { kind: 'session-not-found' },
  { kind: 'session-already-ended' },
];

/** Those among them that are none of these kinds. */
export const others = (kinds: readonly LogoutOutcome['kind'][]): readonly LogoutOutcome[] =>
  everyOutcome.filter(({ kind }) => !kinds.includes(kind));
