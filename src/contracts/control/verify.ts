/** `verifySession` of the control API: a check as a gateway understands it. */
import type { operations } from '../../../generated/control.ts';
import type { CheckSessionOutcome } from '../../sessions/check-session.ts';
import type { Credential } from '../../sessions/model.ts';
import type { Fault } from '../../sessions/outcome.ts';
import { controlChallenge } from '../challenge.ts';
import { emptySayer, presenter, sayer } from '../presenter.ts';
import { PROBLEM, type Problem, problem } from './operation.ts';

type Verify = operations['verifySession'];
const say = emptySayer<Verify>();
const refuse = sayer<Verify, Problem>(PROBLEM);

export type VerifyOutcome = CheckSessionOutcome | Fault;

/** Header values are ASCII; what is absent is empty, so that a gateway always overwrites what a client sent. */
const encoded = (name: string | null): string => encodeURIComponent(name ?? '');

const identity = (credential: Credential) => ({
  'x-session-subject': encoded(credential.subject),
  'x-session-id': encoded(credential.sessionId),
  'x-session-tenant': encoded(credential.tenant),
  'x-session-issuer': encoded(credential.issuer),
});

export const presentVerification = presenter<Verify, VerifyOutcome>()({
  'session-active': ({ credential }) => say(200, identity(credential)),
  'session-presumed-active': ({ credential }) =>
    say(200, { ...identity(credential), 'x-session-posture': 'open' }),
  unauthenticated: (outcome, about) =>
    refuse(
      401,
      problem(401, 'Unauthorized', 'The request carries no credential of an active session.', about),
      controlChallenge(outcome),
    ),
  'account-not-active': (_, about) =>
    refuse(403, problem(403, 'Forbidden', 'The account of the subject is not active.', about)),
  fault: (_, about) =>
    refuse(503, problem(503, 'Service Unavailable', 'The session cannot be verified now.', about)),
});
