/** storefront: `/auth/logout` with `x-store-id` (`storefrontLogout`, `storefrontLogoutByPost`). */
import type { operations } from '../../generated/storefront.ts';
import type { LogoutOutcome } from '../sessions/outcome.ts';
import { bearerChallenge } from './challenge.ts';
import { type CookieSettings, json, type LogoutContract } from './contract.ts';
import { type About, presenter, sayer } from './presenter.ts';

/** GET and POST declare the same answers: a type test holds them to it. */
type Op = operations['storefrontLogout'];
const say = sayer<Op>();

const about = (request: About) => ({
  requestId: request.requestId,
  path: '/auth/logout' as const,
  timestamp: request.atMs,
});
const forbidden = (_: unknown, request: About) =>
  say(403, { ...about(request), error: 'ForbiddenException', statusCode: 403, message: 'Forbidden' });

/** It reads no body and names no session. */
type Unreachable = 'contradictory-input' | 'no-subject' | 'session-not-found' | 'session-already-ended';

const present = presenter<Op, LogoutOutcome, Unreachable>()({
  'logged-out': ({ email, account }) =>
    account === null
      ? say(200, { message: 'Logout Success', data: { email: email ?? '' }, source: '' })
      : say(200, { message: 'Logout Success', data: { email: account.email ?? '' }, source: 'db' }),
  'invalid-input': (_, request) =>
    say(400, { ...about(request), error: 'BadRequestException', statusCode: 400, message: 'Bad Request' }),
  unauthenticated: (outcome, request) =>
    say(
      401,
      { ...about(request), error: 'UnauthorizedException', statusCode: 401, message: 'Unauthorized' },
      bearerChallenge(outcome),
    ),
  'account-not-active': forbidden,
  'capability-restricted': forbidden,
  'account-not-registered': (_, request) =>
    say(404, { ...about(request), error: 'NotFoundException', statusCode: 404, message: 'Not Found' }),
  'too-many-requests': (_, request) =>
    say(429, {
      ...about(request),
      error: 'TooManyRequestsException',
      statusCode: 429,
      message: 'Too Many Requests',
    }),
  fault: (_, request) =>
    say(500, {
      ...about(request),
      error: 'InternalServerErrorException',
      statusCode: 500,
      message: 'Internal Server Error',
    }),
});

export const storefront = (cookie: CookieSettings): LogoutContract => ({
  name: 'storefront',
  credentials: [{ kind: 'bearer' }],
  accompanyingCookie: cookie.name,
  cookie,
  tenantHeader: 'x-store-id',
  needsTenant: false,
  rules: {
    effect: 'revoke',
    repeatable: true,
    needsSubject: false,
    asksActiveAccount: true,
    asksCapability: true,
    asksRegisteredAccount: true,
  },
  readRequest: null,
  present,
  methodNotAllowed: (request) =>
    json(405, {
      ...about(request),
      error: 'MethodNotAllowedException',
      statusCode: 405,
      message: 'Method not allowed',
    }),
});
