/** platform: `POST /auth/logout` without `x-store-id` (`platformLogout`). The contract with all nine statuses. */
import type { components, operations } from '../../generated/platform.ts';
import { type Digest, readSessionId } from '../sessions/identity.ts';
import type { LogoutOutcome } from '../sessions/outcome.ts';
import { bearerChallenge } from './challenge.ts';
import { json, type LogoutContract, type LogoutRequest } from './contract.ts';
import { presenter, sayer } from './presenter.ts';

type Op = operations['platformLogout'];
const say = sayer<Op>();

const forbidden = () =>
  say(403, {
    message: 'Forbidden',
    description: "You don't have permission to access this resource",
    code: 'FORBIDDEN',
  });
const notFound = () =>
  say(404, {
    message: 'Resource not found',
    description: 'The requested resource could not be found',
    code: 'NOT_FOUND',
  });

const present = presenter<Op, LogoutOutcome, 'account-not-registered'>()({
  'logged-out': () => say(200, { message: 'Logged out successfully' }),
  'invalid-input': ({ at, problem }) =>
    say(400, {
      message: 'Invalid input data',
      description: `The request data did not pass validation: ${at} ${problem}`,
      code: 'INVALID_INPUT',
    }),
  unauthenticated: (outcome) =>
    say(
      401,
      {
        message: 'Unauthorized',
        description: 'Invalid, expired or missing bearer token',
        code: 'UNAUTHORIZED',
      },
      bearerChallenge(outcome),
    ),
  'account-not-active': forbidden,
  'capability-restricted': forbidden,
  // A token that names no user has no sessions but its own to end.
  'no-subject': forbidden,
  'session-not-found': notFound,
  'session-already-ended': () =>
    say(409, {
      message: 'Resource conflict',
      description: 'The resource already exists or is in an invalid state',
      code: 'CONFLICT',
    }),
  'contradictory-input': ({ at, problem }) =>
    say(422, {
      message: 'Validation error',
      description: `The request data failed validation rules: ${at} ${problem}`,
      code: 'VALIDATION_ERROR',
    }),
  'too-many-requests': () =>
    say(429, {
      message: 'Too many requests',
      description: 'The client has sent more requests than it may in this time',
      code: 'TOO_MANY_REQUESTS',
    }),
  fault: () =>
    say(500, {
      message: 'Internal server error',
      description: 'The request could not be completed because of a fault on the server',
      code: 'INTERNAL_ERROR',
    }),
});

function readRequest(body: unknown, digest: Digest): LogoutRequest {
  const { scope, sessionId, reason = null } = (body ?? {}) as components['schemas']['LogoutRequest'];
  if (sessionId === undefined) return { intent: { scope: scope ?? 'current' }, reason };
  if (scope === undefined)
    return { intent: { scope: 'named', sessionId: readSessionId(sessionId, digest) }, reason };
  const refusal = {
    kind: 'contradictory-input',
    at: 'sessionId',
    problem: 'cannot be sent with a scope',
  } as const;
  return { intent: { scope: 'refused', refusal }, reason };
}

export const platform: LogoutContract = {
  name: 'platform',
  credentials: [{ kind: 'bearer' }],
  accompanyingCookie: null,
  cookie: null,
  tenantHeader: null,
  needsTenant: false,
  rules: {
    effect: 'revoke',
    repeatable: true,
    needsSubject: false,
    asksActiveAccount: true,
    asksCapability: true,
    asksRegisteredAccount: false,
  },
  readRequest,
  present,
  methodNotAllowed: () =>
    json(405, {
      message: 'Method not allowed',
      description: 'This path does not support the method of the request',
      code: 'METHOD_NOT_ALLOWED',
    }),
};
