/**
 * When sessions were last seen, without a durable write a check. What is new about a session is written before a check
 * answers, its first sighting above all; after that only the time moves on, and with it the key of its tokens: both are
 * kept in memory and written when the stored time has grown old. What this process has seen counts at once in all that
 * it decides.
 *
 * How exact: to the millisecond, unless the process is killed, or another one sees the session. Then it counts as last
 * seen up to `granularityMs` too early, so that an idle timeout can come that much early, and never late; and for a cut-off by
 * key it goes by the key that was written last.
 */

import type { SessionId } from './identity.ts';
import { closedPosture, type KnownGood } from './known-good.ts';
import type { Credential, CutOffScope, Session } from './model.ts';
import { tellsMore } from './remember.ts';
import { type Seen, Sightings, type SightingsOptions } from './sightings.ts';
import { type Soon, soon } from './soon.ts';
import { timeoutsFor } from './standing.ts';
import {
  type Change,
  type Decision,
  type ReportedDecision,
  type SessionFilter,
  type SessionStore,
  type Standing,
  type StandingQuery,
  StoreError,
} from './store.ts';

export interface ActiveStore extends SessionStore {
  /** As `read`; but when a session was last seen, and by which key, is of this moment only where one can grow idle. */
  readToCheck(query: StandingQuery): Soon<Standing>;
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

/** The store, with what was seen since laid over it. */
export function withActivity(
  store: SessionStore,
  { knownGood = closedPosture, ...options }: SightingsOptions & { readonly knownGood?: KnownGood },
): ActiveStore {
  const sightings = new Sightings(store, options);
  const overlaid = (standing: Standing): Standing => {
    const sessions = new Map<SessionId, Session>();
    for (const [id, one] of standing.sessions) sessions.set(id, sightings.latest(one));
    return { ...standing, sessions };
  };

  const whereItCounts = (standing: Standing): Standing =>
    canGrowIdle(standing) ? overlaid(standing) : standing;

  /** What the store would tell apart from what is known here: it counts by the times and keys that it has. */
  const uncounted = (scope: CutOffScope, nowMs: number) => (one: Seen) =>
    mayEnd(scope, one) && (looksIdle(one, nowMs) || isRekeyed(scope, one));

  const update: SessionStore['update'] = async <R>(
    query: StandingQuery,
    decide: (standing: Standing) => Decision<R> | ReportedDecision<R>,
  ): Promise<R> => {
    let looks = MOST_LOOKS;
    for (;;) {
      let changes: readonly Change[] = [];
      let missed: ((one: Seen) => boolean) | null = null;
      const result = await store.update<R | typeof AGAIN>(query, (standing) => {
        const decision = decide(overlaid(standing));
        ({ changes } = decision);
        const cutOff = changes.find(({ kind }) => kind === 'cut-off');
        if (looks === 0 || cutOff?.kind !== 'cut-off') return decision;
        const isMissed = uncounted(cutOff.made.scope, cutOff.made.atMs);
        if (!sightings.has(isMissed)) return decision;
        missed = isMissed;
        return { result: AGAIN, changes: [] };
      });
      if (result === AGAIN) {
        // Checks go on meanwhile, and may have seen more.
        const isWritten = await sightings.flush(missed ?? (() => true));
        looks = isWritten ? looks - 1 : 0;
        continue;
      }
      for (const change of changes) {
        if (change.kind === 'put-session') sightings.stored(change.session);
        // By its new timeouts, what is stored may look idle.
        if (change.kind === 'put-tenant-policy') {
          await sightings.flush(({ tenant }) => tenant === change.policy.tenant);
        }
      }
      return result;
    }
  };

  return {
    read: (query) => soon(store.read(query), overlaid),
    readToCheck: (query) => soon(store.read(query), whereItCounts),
    knownGood,
    update: (query, decide) => {
      if (knownGood === closedPosture) return update(query, decide);
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
      if (filter.state !== undefined) {
        await sightings.flush((one) => isListed(filter, one) && looksIdle(one, page.nowMs));
      }
      return (await store.listSessions(filter, page)).map((session) => sightings.latest(session));
    },
    countSessions: async (scope, upToMs, nowMs) => {
      await sightings.flush(uncounted(scope, nowMs));
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
      sightings.note(token, known, atMs, timeoutsFor(token, standing));
      return true;
    },
  };
}

/**
 * How often a cut-off waits for what was seen meanwhile. Where tokens of several keys never cease to come for a session, it
 * then goes by the key that is stored.
 */
const MOST_LOOKS = 5;

/** The update is to be tried again, once what was seen is stored. */
const AGAIN = Symbol('again');

/** Whether it is about more sessions than those that were asked for. */
const isWide = ({ kind }: Change): boolean =>
  kind === 'cut-off' || kind === 'put-account' || kind === 'put-tenant-policy';

function canGrowIdle({ tenantPolicy, sessionPolicies }: Standing): boolean {
  if (tenantPolicy !== null && tenantPolicy.idleTimeoutSeconds !== null) return true;
  for (const { idleTimeoutSeconds } of sessionPolicies.values()) if (idleTimeoutSeconds !== null) return true;
  return false;
}

function isListed({ issuer, subject, tenant }: SessionFilter, one: Seen): boolean {
  const fits = (asked: string | undefined, own: string | null): boolean =>
    asked === undefined || asked === own;
  return fits(issuer, one.issuer) && fits(subject, one.subject) && fits(tenant, one.tenant);
}

/** Whether a cut-off may end the session. Which key it goes by is told by `isRekeyed`. */
function mayEnd(scope: CutOffScope, { issuer, subject, tenant }: Seen): boolean {
  if (scope.kind === 'tenant') return scope.tenant === tenant;
  return scope.issuer === issuer && (scope.kind !== 'subject' || scope.subject === subject);
}

const looksIdle = ({ idleTimeoutMs, storedAtMs }: Seen, nowMs: number): boolean =>
  idleTimeoutMs !== null && storedAtMs + idleTimeoutMs <= nowMs;

const isRekeyed = (scope: CutOffScope, { keyId, storedKeyId }: Seen): boolean =>
  scope.kind === 'key' && keyId !== storedKeyId && [keyId, storedKeyId].includes(scope.keyId);
