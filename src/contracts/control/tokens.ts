/** `introspectToken` (RFC 7662) and `revokeToken` (RFC 7009) of the control API. */
import type { operations } from '../../../generated/control.ts';
import { type CheckSessionOutcome, checkSession } from '../../sessions/check-session.ts';
import type { Credential } from '../../sessions/model.ts';
import type { InvalidInput } from '../../sessions/outcome.ts';
import { revokeToken } from '../../sessions/revoke.ts';
import { type About, emptySayer, presenter, sayer } from '../presenter.ts';
import { type ControlEdge, operation, PROBLEM, type Problem, problem, refusals } from './operation.ts';

type Introspect = operations['introspectToken'];
type Introspected =
  | Exclude<CheckSessionOutcome, { kind: 'unauthenticated' }>
  /** Whatever the reason: RFC 7662, section 2.2, has nothing said of it. */
  | { readonly kind: 'token-inactive' };
const sayIntrospected = sayer<Introspect>();
const refuseIntrospection = sayer<Introspect, Problem>(PROBLEM);

/** With the error code of RFC 6749, section 5.2, as RFC 7009, section 2.2.1, has it. */
const invalidRequest = ({ at, problem: what }: InvalidInput, about: About) =>
  ({ ...problem(400, 'Bad Request', `${at} ${what}.`, about), error: 'invalid_request' }) as const;

export const introspectTokenOperation = operation<Introspect, Introspected>()({
  roles: ['admin', 'check'],
  run: async ({ body }, deps) => {
    const token = await deps.verify(body.token);
    if (token === 'unavailable') return { kind: 'fault' };
    if (token === 'invalid') return { kind: 'token-inactive' };
    const outcome = await checkSession(deps, [token]);
    return outcome.kind === 'unauthenticated' ? { kind: 'token-inactive' } : outcome;
  },
  present: presenter<Introspect, Introspected | ControlEdge, 'contradictory-input' | 'role-forbidden'>()({
    'session-active': ({ credential }) => sayIntrospected(200, represent(credential), {}),
    'session-presumed-active': ({ credential }) =>
      sayIntrospected(200, represent(credential), { 'x-session-posture': 'open' }),
    'account-not-active': () => sayIntrospected(200, { active: false }, {}),
    'token-inactive': () => sayIntrospected(200, { active: false }, {}),
    'invalid-input': (outcome, about) => refuseIntrospection(400, invalidRequest(outcome, about)),
    unauthenticated: refusals.unauthenticated,
    fault: refusals.fault,
  }),
});

/** RFC 7662, section 2.2; `tid` and `issuer` are ours. */
function represent(token: Credential) {
  return {
    active: true,
    token_type: 'Bearer',
    ...(token.subject === null ? {} : { sub: token.subject }),
    sid: token.sessionId as string,
    ...(token.tenant === null ? {} : { tid: token.tenant }),
    issuer: token.issuer,
    exp: Math.floor(token.expiresAtMs / 1000),
    ...(token.issuedAtMs === null ? {} : { iat: Math.floor(token.issuedAtMs / 1000) }),
  } as const;
}

type Revoke = operations['revokeToken'];
const sayRevoked = emptySayer<Revoke>();
const refuseRevocation = sayer<Revoke, Problem>(PROBLEM);

export const revokeTokenOperation = operation<Revoke, { readonly kind: 'token-revoked' }>()({
  roles: ['admin'],
  run: async ({ body, by }, deps) => {
    const token = await deps.verify(body.token);
    // A token that nobody can judge now may be a valid one, and a 200 would say that it has no power.
    if (token === 'unavailable') return { kind: 'fault' };
    // RFC 7009, section 2.2: an invalid token is no error, since there is nothing left to revoke.
    if (token !== 'invalid') await revokeToken(deps, token, by);
    return { kind: 'token-revoked' };
  },
  present: presenter<Revoke, { readonly kind: 'token-revoked' } | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'token-revoked': () => sayRevoked(200),
    'invalid-input': (outcome, about) => refuseRevocation(400, invalidRequest(outcome, about)),
  }),
});
