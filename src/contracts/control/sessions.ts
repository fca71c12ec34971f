/** `registerSession`, `listSessions`, `readSession`, `endSession` of the control API. */
import type { components, operations } from '../../../generated/control.ts';
import { type EndByKeyOutcome, endSessionByKey } from '../../sessions/end-by-key.ts';
import { readSessionId } from '../../sessions/identity.ts';
import {
  type KnownSession,
  type ListSessionsOutcome,
  listSessions,
  type RegisterOutcome,
  readSession,
  registerSession,
} from '../../sessions/registration.ts';
import { expiryOf, sessionState } from '../../sessions/standing.ts';
import { emptySayer, presenter, sayer } from '../presenter.ts';
import { readPosition, writePosition } from './cursor.ts';
import {
  type ControlDeps,
  type ControlEdge,
  operation,
  PROBLEM,
  type Problem,
  problem,
  refusals,
  unknownIssuer,
} from './operation.ts';
import { readTime, time, timeOrNull } from './time.ts';

/** Of the tokens that `registerSession` makes, unless `expiresAt` says otherwise: 24 hours. */
const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;

type Registration =
  | Exclude<RegisterOutcome, { kind: 'session-registered' }>
  | {
      readonly kind: 'session-registered';
      readonly known: KnownSession;
      readonly accessToken: string | null;
      readonly nowMs: number;
    };
type RegisterSession = operations['registerSession'];
const sayRegistered = sayer<RegisterSession>();
const refuseRegistration = sayer<RegisterSession, Problem>(PROBLEM);

export const registerSessionOperation = operation<RegisterSession, Registration>()({
  roles: ['admin'],
  run: async ({ body }, deps) => {
    const named = body.issuer ?? 'default';
    const issuer = deps.issuer(named);
    if (issuer === undefined) return unknownIssuer(named, deps);
    const tenant = body.tenant ?? null;
    if (tenant !== null && !issuer.speaksFor(tenant)) {
      return {
        kind: 'contradictory-input',
        at: 'tenant',
        problem: 'is not one that the issuer may speak for',
      };
    }
    const { maxLifetimeMs } = issuer;
    const issuedAtMs = deps.now();
    const expiresAtMs = body.expiresAt === undefined ? null : readTime(body.expiresAt);
    if (body.expiresAt !== undefined && expiresAtMs === null) {
      return { kind: 'contradictory-input', at: 'expiresAt', problem: 'is a moment that no clock shows' };
    }
    if (expiresAtMs !== null && expiresAtMs > issuedAtMs + maxLifetimeMs) {
      const latest = time(issuedAtMs + maxLifetimeMs);
      const problem = `is later than the issuer permits, which is ${latest}`;
      return { kind: 'contradictory-input', at: 'expiresAt', problem };
    }
    const sessionId = readSessionId(body.sessionId ?? deps.newSessionId(), deps.digest);
    const tokenExpiresAtMs = expiresAtMs ?? issuedAtMs + Math.min(TOKEN_LIFETIME_MS, maxLifetimeMs);
    const user = { subject: body.subject, tenant, email: body.email ?? null };
    const accessToken = issuer.mint({ ...user, sessionId, issuedAtMs, expiresAtMs: tokenExpiresAtMs });
    const outcome = await registerSession(deps, {
      ...user,
      issuer: issuer.name,
      sessionId,
      expiresAtMs,
      device: body.device === undefined ? null : device(body.device),
      tokenExpiresAtMs: accessToken === null ? null : tokenExpiresAtMs,
      keyId: accessToken === null ? null : issuer.signingKeyId,
      maxLifetimeMs,
    });
    return outcome.kind === 'session-registered' ? { ...outcome, accessToken, nowMs: issuedAtMs } : outcome;
  },
  present: presenter<RegisterSession, Registration | ControlEdge>()({
    ...refusals,
    'session-registered': ({ known, nowMs, accessToken }) =>
      accessToken === null
        ? sayRegistered(201, represent(known, nowMs))
        : sayRegistered(201, { ...represent(known, nowMs), accessToken }),
    'account-inactive': (_, about) =>
      refuseRegistration(
        403,
        problem(403, 'Forbidden', 'The account of the subject is inactive.', about),
        {},
      ),
    'session-exists': (_, about) =>
      refuseRegistration(
        409,
        problem(409, 'Conflict', 'A session with this sessionId is known already.', about),
      ),
    'contradictory-input': ({ at, problem: what }, about) =>
      refuseRegistration(422, problem(422, 'Unprocessable Content', `${at} ${what}.`, about)),
  }),
});

function device(given: NonNullable<components['schemas']['SessionRegistration']['device']>) {
  return { name: given.name ?? null, userAgent: given.userAgent ?? null, ip: given.ip ?? null };
}

type ListSessions = operations['listSessions'];
const sayList = sayer<ListSessions>();

export const listSessionsOperation = operation<ListSessions, ListSessionsOutcome>()({
  roles: ['admin'],
  run: async ({ query }, deps) => {
    const after = query.cursor === undefined ? null : readPosition(query.cursor);
    if (after === undefined) {
      return { kind: 'invalid-input', at: 'cursor', problem: 'is not one that a listing gave' };
    }
    const { subject, issuer, tenant, state } = query;
    const filter = {
      issuer: issuer ?? 'default',
      ...(subject === undefined ? {} : { subject }),
      ...(tenant === undefined ? {} : { tenant }),
      ...(state === undefined ? {} : { state }),
    };
    return listSessions(deps, filter, { after, limit: query.limit ?? 50 });
  },
  present: presenter<ListSessions, ListSessionsOutcome | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'sessions-listed': ({ sessions, next, nowMs }) =>
      sayList(200, {
        sessions: sessions.map((known) => represent(known, nowMs)),
        nextCursor: next === null ? null : writePosition(next),
      }),
  }),
});

type ReadSession = operations['readSession'];
type FoundSession =
  | { readonly kind: 'session-found'; readonly known: KnownSession; readonly nowMs: number }
  | { readonly kind: 'session-not-found' };
const sayRead = sayer<ReadSession>();
const refuseRead = sayer<ReadSession, Problem>(PROBLEM);

export const readSessionOperation = operation<ReadSession, FoundSession>()({
  roles: ['admin'],
  run: async ({ path, query }, deps) => {
    const outcome = await readSession(deps, ref(path.sessionId, query?.issuer, deps));
    return outcome.kind === 'session-found' ? { ...outcome, nowMs: deps.now() } : outcome;
  },
  present: presenter<ReadSession, FoundSession | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'session-found': ({ known, nowMs }) => sayRead(200, represent(known, nowMs)),
    'session-not-found': (_, about) =>
      refuseRead(404, problem(404, 'Not Found', 'No session of this issuer has this id.', about)),
  }),
});

type EndSession = operations['endSession'];
const sayEnded = emptySayer<EndSession>();
const refuseEnd = sayer<EndSession, Problem>(PROBLEM);

export const endSessionOperation = operation<EndSession, EndByKeyOutcome>()({
  roles: ['admin'],
  run: async ({ path, query, by }, deps) => {
    const target = ref(path.sessionId, query?.issuer, deps);
    const issuer = deps.issuer(target.issuer);
    if (issuer === undefined) return { kind: 'session-not-found' };
    return endSessionByKey(deps, { ...target, maxLifetimeMs: issuer.maxLifetimeMs, by });
  },
  present: presenter<EndSession, EndByKeyOutcome | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'session-ended': () => sayEnded(204),
    'session-not-found': (_, about) =>
      refuseEnd(404, problem(404, 'Not Found', 'No session of this issuer has this id.', about)),
  }),
});

function ref(sessionId: string, issuer: string | undefined, deps: ControlDeps) {
  return { issuer: issuer ?? 'default', sessionId: readSessionId(sessionId, deps.digest) };
}

function represent({ session, policy }: KnownSession, nowMs: number): components['schemas']['Session'] {
  const state = sessionState(session, policy, nowMs);
  return {
    sessionId: session.sessionId,
    issuer: session.issuer,
    subject: session.subject,
    tenant: session.tenant,
    email: session.email,
    state: state.state,
    startedAt: time(session.startedAtMs),
    lastSeenAt: time(session.lastSeenAtMs),
    expiresAt: timeOrNull(expiryOf(session)),
    endedAt: state.state === 'ended' ? time(state.endedAtMs) : null,
    endedBy: state.state === 'ended' ? state.cause : null,
    reason: session.end?.reason ?? null,
    device: session.device,
  };
}
