/** `revokeSessions` and `listRevocations` of the control API. */
import type { components, operations } from '../../../generated/control.ts';
import { type ReadLogOutcome, readLog } from '../../sessions/log.ts';
import type { CutOffScope, LogEntry } from '../../sessions/model.ts';
import type { ContradictoryInput } from '../../sessions/outcome.ts';
import { countSessions, type RevokeSessionsOutcome, revokeSessions } from '../../sessions/revoke.ts';
import { presenter, sayer } from '../presenter.ts';
import { readLogPlace, writeLogPlace } from './cursor.ts';
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
import { readTime, time } from './time.ts';

type RevokeSessions = operations['revokeSessions'];
type Order = components['schemas']['RevocationRequest'];
const sayRevoked = sayer<RevokeSessions>();
const refuseRevocation = sayer<RevokeSessions, Problem>(PROBLEM);

export const revokeSessionsOperation = operation<RevokeSessions, RevokeSessionsOutcome>()({
  roles: ['admin'],
  run: async ({ query, body, by }, deps) => {
    const scope = scopeOf(body, query?.issuer, deps);
    if (scope.kind === 'contradictory-input') return scope;
    const upToMs = body.before === undefined ? null : readTime(body.before);
    if (body.before !== undefined && upToMs === null) {
      return { kind: 'contradictory-input', at: 'before', problem: 'is a moment that no clock shows' };
    }
    if (body.dryRun === true) return countSessions(deps, { scope, upToMs });
    const reason = body.reason ?? null;
    return revokeSessions(deps, { scope, upToMs, reason, by, maxLifetimeMs: lifetimeWithin(scope, deps) });
  },
  present: presenter<RevokeSessions, RevokeSessionsOutcome | ControlEdge>()({
    ...refusals,
    'sessions-counted': ({ matchedSessions }) => sayRevoked(200, { matchedSessions }),
    'sessions-revoked': ({ place, matchedSessions }) =>
      sayRevoked(201, { id: idOf(place.cursor), cursor: writeLogPlace(place), matchedSessions }),
    'contradictory-input': ({ at, problem: what }, about) =>
      refuseRevocation(422, problem(422, 'Unprocessable Content', `${at} ${what}.`, about)),
  }),
});

const SELECTORS = ['subject', 'tenant', 'issuer', 'keyId'] as const;

function scopeOf(
  order: Order,
  queried: string | undefined,
  deps: ControlDeps,
): CutOffScope | ContradictoryInput {
  const given = SELECTORS.filter((name) => order[name] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none is there' : `there are ${given.join(' and ')}`;
    const problem = `must select by exactly one of ${SELECTORS.join(', ')}; ${found}`;
    return { kind: 'contradictory-input', at: 'body', problem };
  }
  const { subject, tenant, keyId } = order;
  if (tenant !== undefined) return { kind: 'tenant', tenant };
  const named = order.issuer ?? queried ?? 'default';
  const issuer = deps.issuer(named)?.name;
  if (issuer === undefined) return unknownIssuer(named, deps);
  if (subject !== undefined) return { kind: 'subject', issuer, subject };
  return keyId === undefined ? { kind: 'issuer', issuer } : { kind: 'key', issuer, keyId };
}

/** The longest that a token of the scope can live. A tenant's may be of any issuer. */
function lifetimeWithin(scope: CutOffScope, deps: ControlDeps): number {
  const names = scope.kind === 'tenant' ? deps.issuerNames : [scope.issuer];
  return Math.max(...names.map((name) => deps.issuer(name)?.maxLifetimeMs ?? 0));
}

type ListRevocations = operations['listRevocations'];
const sayLog = sayer<ListRevocations>();
const refuseLog = sayer<ListRevocations, Problem>(PROBLEM);

export const listRevocationsOperation = operation<ListRevocations, ReadLogOutcome>()({
  roles: ['admin'],
  run: async ({ query }, deps) => {
    const after = query.cursor === undefined ? null : readLogPlace(query.cursor);
    return after === undefined ? unknownPlace : readLog(deps, { after, limit: query.limit ?? 100 });
  },
  present: presenter<ListRevocations, ReadLogOutcome | ControlEdge, 'contradictory-input'>()({
    ...refusals,
    'log-read': ({ entries, next, hasMore }) =>
      sayLog(200, {
        revocations: entries.map((entry) => represent(entry, next.logId)),
        nextCursor: writeLogPlace(next),
        hasMore,
      }),
    'log-unknown': (_, about) => refusals['invalid-input'](unknownPlace, about),
    'log-trimmed': (_, about) =>
      refuseLog(
        422,
        problem(
          422,
          'Unprocessable Content',
          'cursor is older than the log is kept; begin without one.',
          about,
        ),
      ),
  }),
});

const unknownPlace = {
  kind: 'invalid-input',
  at: 'cursor',
  problem: 'is not one that this log gave',
} as const;

const idOf = (cursor: number): string => `rev_${cursor}`;

function represent(entry: LogEntry, logId: string): components['schemas']['RevocationEntry'] {
  return {
    id: idOf(entry.cursor),
    cursor: writeLogPlace({ logId, cursor: entry.cursor }),
    scope: entry.scope,
    issuer: entry.issuer,
    subject: entry.subject,
    tenant: entry.tenant,
    keyId: entry.keyId,
    sessionId: entry.sessionId,
    before: entry.upToMs === null ? null : time(entry.upToMs),
    endedAt: time(entry.atMs),
    endedBy: entry.cause,
    actor: actorOf(entry),
    reason: entry.reason,
    endedSessions: entry.endedSessions,
  };
}

const KEY = 'key:';

/** `End.by` of src/sessions/model.ts, read apart. */
function actorOf({ by, cause }: LogEntry): components['schemas']['Actor'] {
  if (by === 'rule') return { kind: 'rule', name: cause };
  return by.startsWith(KEY) ? { kind: 'key', name: by.slice(KEY.length) } : { kind: 'subject', name: by };
}
