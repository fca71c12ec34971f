/** gsm: `POST /api/security/v1/auth/logout` (`gsmLogout`). Its envelope always has all six members. */
import type { operations } from '../../generated/gsm.ts';
import type { LogoutOutcome } from '../sessions/outcome.ts';
import { bearerChallenge } from './challenge.ts';
import { type AsksNothing, type CookieSettings, json, type LogoutContract } from './contract.ts';
import { presenter, sayer } from './presenter.ts';
import { refusalSentence } from './refusals.ts';

type Op = operations['gsmLogout'];
const say = sayer<Op>();

const present = presenter<Op, LogoutOutcome, AsksNothing>()({
  'logged-out': (_, about) =>
    say(200, {
      success: true,
      message: 'Logged out successfully.',
      data: null,
      errorType: null,
      traceId: about.broughtId,
      details: null,
    }),
  unauthenticated: (outcome, about) =>
    say(
      401,
      {
        success: false,
        message: 'Unauthorized',
        data: null,
        errorType: 'Unauthorized',
        traceId: about.broughtId,
        details: about.showDetails ? refusalSentence(outcome) : null,
      },
      bearerChallenge(outcome),
    ),
  'too-many-requests': (_, about) =>
    say(429, {
      success: false,
      message: 'Too many requests',
      data: null,
      errorType: 'TooManyRequests',
      traceId: about.broughtId,
      details: null,
    }),
  fault: (_, about) =>
    say(500, {
      success: false,
      message: 'Internal server error',
      data: null,
      errorType: 'InternalServerError',
      traceId: about.broughtId,
      details: null,
    }),
});

export const gsm = (cookie: CookieSettings): LogoutContract => ({
  name: 'gsm',
  credentials: [{ kind: 'cookie', name: cookie.name }, { kind: 'bearer' }],
  accompanyingCookie: null,
  cookie,
  tenantHeader: null,
  needsTenant: false,
  rules: {
    effect: 'revoke',
    // The source asks for an active token.
    repeatable: false,
    needsSubject: false,
    asksActiveAccount: false,
    asksCapability: false,
    asksRegisteredAccount: false,
  },
  readRequest: null,
  present,
  methodNotAllowed: (about) =>
    json(405, {
      success: false,
      message: 'Method not allowed',
      data: null,
      errorType: 'MethodNotAllowed',
      traceId: about.broughtId,
      details: null,
    }),
});
