/**
 * When sessions were last seen, without a durable write a check. What is new about a session is written before a check
 * answers, its first sighting above all; after that only the time moves on, and with it the key of its tokens: both are
 * kept in memory and written when the stored time has grown old. What this process has seen counts at once in all that
 * it decides.
 *
 * How exact: to the millisecond, unless the process is killed, or another one sees the session. Then it counts as last
 * seen up to `granularityMs` too early, so that an idle timeout can come that much early, and never late.
 */

import { closedPosture, type KnownGood } from './known-good.ts';
import type { Credential, CutOffScope, Session } from './model.ts';
import { sighted } from './remember.ts';
import { type Seen, Sightings, type SightingsOptions } from './sightings.ts';
import { type Timeouts, timeoutsFor } from './standing.ts';
import {
  type Change,
  type Decision,
  type SessionFilter,
  type SessionStore,
  type Standing,
  type StandingQuery,
  StoreError,
} from './store.ts';

export interface ActiveStore extends SessionStore {
  /** What checks go by while the store cannot say. */
  readonly knownGood: KnownGood;
  /**
   * A token of a session was found active, by this standing. `false`: it tells more than a time, and that is to be
   * written. Else the time is noted, and a write of it that is due follows.
   */
  saw(token: Credential, standing: Standing, atMs: number): boolean;
  /** An update that nobody depends on: where it cannot be written, that is reported, and `otherwise` is the answer. */
  tryUpdate<R>(query: StandingQuery, decide: (standing: Standing) => Decision<R>, otherwise: R): Promise<R>;
}

const LEAST_OFTEN_MS = 60_000;

/** How old the stored time may grow: a tenth of the idle timeout, and at most a minute. */
export function granularityMs(timeouts: Timeouts | null): number {
  return Math.min(LEAST_OFTEN_MS, (timeouts?.idleTimeoutSeconds ?? Infinity) * 100);
}

/** The store, with what was seen since laid over it. */
export function withActivity(
  store: SessionStore,
  { knownGood = closedPosture, ...options }: SightingsOptions & { readonly knownGood?: KnownGood },
): ActiveStore {
  const sightings = new Sightings(store, options);
  const overlaid = (standing: Standing): Standing => {
    const sessions = [...standing.sessions].map(([id, one]) => [id, sightings.latest(one)] as const);
    return { ...standing, sessions: new Map(sessions) };
  };

  const attempt = async <R>(
    query: StandingQuery,
    decide: Parameters<typeof store.update<R>>[1],
    counts: (scope: CutOffScope) => boolean,
  ): Promise<R> => {
    let changes: readonly Change[] = [];
    const result = await store.update(query, (standing) => {
      const decision = decide(overlaid(standing));
      ({ changes } = decision);
      for (const change of changes) {
        if (change.kind === 'cut-off' && !counts(change.made.scope)) throw new Uncounted(change.made.scope);
      }
      return decision;
    });
    for (const change of changes) if (change.kind === 'put-session') sightings.stored(change.session);
    return result;
  };
  // The store counts what a cut-off ends by the times that it has.
  const update: SessionStore['update'] = async (query, decide) => {
    try {
      return await attempt(query, decide, (scope) => !sightings.has((one) => mayEnd(scope, one)));
    } catch (error) {
      if (!(error instanceof Uncounted)) throw error;
      await sightings.flush((one) => mayEnd(error.scope, one));
      return attempt(query, decide, () => true);
    }
  };

  return {
    read: async (query) => overlaid(await store.read(query)),
    knownGood,
    update: async (query, decide) => {
      const forget = (): void => knownGood.forget(query.issuer, query.sessionIds);
      // Before, since it may come to pass though it fails; and after, for checks that looked in between.
      forget();
      return update(query, (standing) => {
        const decision = decide(standing);
        if (decision.changes.some(isWide)) knownGood.forget(query.issuer, []);
        return decision;
      }).finally(forget);
    },
    tryUpdate: async (query, decide, otherwise) => {
      try {
        return await update(query, decide);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        options.onError(error);
        return otherwise;
      }
    },
    listSessions: async (filter, page) => {
      await sightings.flush((one) => isListed(filter, one));
      return store.listSessions(filter, page);
    },
    countSessions: async (scope, upToMs, nowMs) => {
      await sightings.flush((one) => mayEnd(scope, one));
      return store.countSessions(scope, upToMs, nowMs);
    },
    logId: store.logId,
    readLog: (after, limit) => store.readLog(after, limit),
    trimLog: (beforeMs, limit) => store.trimLog(beforeMs, limit),
    forget: (nowMs, limit) => store.forget(nowMs, limit),
    check: () => store.check(),
    close: async () => {
      await sightings.flush();
      await store.close();
    },
    saw: (token, standing, atMs) => {
      const known = standing.sessions.get(token.sessionId);
      if (known === undefined || tellsMore(token, known)) return false;
      sightings.note(token, known, atMs, granularityMs(timeoutsFor(token, standing)));
      return true;
    },
  };
}

/** There is a cut-off to be made, of sessions that were seen since the store has heard of it. */
class Uncounted extends Error {
  readonly scope: CutOffScope;

  constructor(scope: CutOffScope) {
    super();
    this.scope = scope;
  }
}

/** Whether it is about more sessions than those that were asked for. */
const isWide = ({ kind }: Change): boolean =>
  kind === 'cut-off' || kind === 'put-account' || kind === 'put-tenant-policy';

function isListed({ issuer, subject, tenant }: SessionFilter, one: Seen): boolean {
  const fits = (asked: string | undefined, own: string | null): boolean =>
    asked === undefined || asked === own;
  return fits(issuer, one.issuer) && fits(subject, one.subject) && fits(tenant, one.tenant);
}

/** Whether a cut-off may end the session: which key it goes by now is what is not written yet. */
function mayEnd(scope: CutOffScope, { issuer, subject, tenant }: Seen): boolean {
  if (scope.kind === 'tenant') return scope.tenant === tenant;
  return scope.issuer === issuer && (scope.kind !== 'subject' || scope.subject === subject);
}

/** Whether the token says of its session what the record does not have yet, beside the time and the key. */
function tellsMore(token: Credential, known: Session): boolean {
  const next = sighted(known, token, known.lastSeenAtMs, true);
  const facts = ['startedAtMs', 'subject', 'tenant', 'email', 'latestTokenExpiresAtMs'] as const;
  return facts.some((fact) => next[fact] !== known[fact]);
}
