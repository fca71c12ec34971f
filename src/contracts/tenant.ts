/** tenant: `GET /auth/logout` without `x-store-id` (`tenantLogout`). It marks the user as logged out. */
import type { operations } from '../../generated/tenant.ts';
import type { LogoutOutcome } from '../sessions/outcome.ts';
import { json, type LogoutContract } from './contract.ts';
import { type About, presenter, sayer } from './presenter.ts';

type Op = operations['tenantLogout'];
const say = sayer<Op>();

/** It reads no body, names no session, and asks of an account only its capability. */
type Unreachable =
  | 'invalid-input'
  | 'contradictory-input'
  | 'account-not-active'
  | 'account-not-registered'
  | 'session-not-found'
  | 'session-already-ended';

const meta = (about: About) => ({
  requestId: about.requestId,
  timestamp: new Date(about.atMs).toISOString(),
});

const present = presenter<Op, LogoutOutcome, Unreachable>()({
  'logged-out': (_, about) => say(200, { meta: meta(about), data: { success: true } }),
  unauthenticated: (_, about) =>
    say(401, { meta: meta(about), error: { message: 'Unauthorized', code: 'UNAUTHORIZED', status: 401 } }),
  'capability-restricted': (_, about) =>
    say(403, {
      meta: meta(about),
      error: { message: 'Capability logout is restricted', code: 'RESTRICTED_CAPABILITY', status: 403 },
    }),
  'too-many-requests': (_, about) =>
    say(429, {
      meta: meta(about),
      error: { message: 'Too many requests', code: 'TOO_MANY_REQUESTS', status: 429 },
    }),
  'no-subject': (_, about) =>
    say(500, {
      meta: meta(about),
      error: { message: 'Missing user context', code: 'UNEXPECTED_STATE', status: 500 },
    }),
  fault: (_, about) =>
    say(500, {
      meta: meta(about),
      error: { message: 'Something went wrong on our side.', code: 'INTERNAL_SERVER', status: 500 },
    }),
});

export const tenant = (effect: 'mark' | 'revoke'): LogoutContract => ({
  name: 'tenant',
  credentials: [{ kind: 'header', name: 'x-token' }],
  accompanyingCookie: null,
  cookie: null,
  tenantHeader: null,
  needsTenant: true,
  rules: {
    effect,
    repeatable: true,
    needsSubject: true,
    asksActiveAccount: false,
    asksCapability: true,
    asksRegisteredAccount: false,
  },
  readRequest: null,
  present,
  methodNotAllowed: (about) =>
    json(405, {
      meta: meta(about),
      error: { message: 'Method not allowed', code: 'METHOD_NOT_ALLOWED', status: 405 },
    }),
});
