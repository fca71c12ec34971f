/** The arithmetic of cut-offs: which tokens they cover, and how few of them have to be kept. */
import type { Credential, CutOff, Session } from './model.ts';
import { selects } from './scope.ts';

const second = (ms: number): number => Math.floor(ms / 1000);

/**
 * Whether a cut-off ends this token. `iat` counts whole seconds, so a token of the cut-off's own second counts
 * as issued before it, unless its session was registered since. (A cut-off ends every session of its scope that
 * was registered up to its moment, so one of that very millisecond without an end was registered after it.)
 */
export function covers(cutOff: CutOff, token: Credential, session: Session | undefined): boolean {
  if (cutOff.exceptSessionId === token.sessionId || !selects(cutOff.scope, token, session)) return false;
  if (token.issuedAtMs === null) return true;
  const issued = second(token.issuedAtMs);
  const cut = second(cutOff.upToMs);
  return issued < cut || (issued === cut && !isRegisteredSince(session, cutOff.upToMs));
}

function isRegisteredSince(session: Session | undefined, momentMs: number): boolean {
  return session !== undefined && session.end === null && (session.registeredAtMs ?? -Infinity) >= momentMs;
}

/** The latest cut-off that covers the token: of several, the strictest decides. */
export function coveringCutOff(
  cutOffs: readonly CutOff[],
  token: Credential,
  session: Session | undefined,
): CutOff | undefined {
  return newest(cutOffs.filter((cutOff) => covers(cutOff, token, session)));
}

/**
 * Adds a cut-off to those of its scope, and drops those that say nothing more. Two always suffice: the newest, and, for the session
 * that it spares, the newest of those that do not spare it.
 */
export function addCutOff(cutOffs: readonly CutOff[], added: CutOff): readonly CutOff[] {
  const all = [...cutOffs, added];
  const newestOfAll = newest(all);
  if (newestOfAll === undefined) return [];
  const first = lasting(newestOfAll, all);
  if (first.exceptSessionId === null) return [first];
  const second = newest(all.filter((cutOff) => cutOff.exceptSessionId !== first.exceptSessionId));
  return second === undefined ? [first] : [first, second];
}

/** Those of the same moment that it replaces were to be kept for as long. */
function lasting(kept: CutOff, all: readonly CutOff[]): CutOff {
  const alike = all.filter(({ upToMs }) => upToMs === kept.upToMs);
  const retainUntilMs = Math.max(...alike.map((one) => one.retainUntilMs));
  return retainUntilMs === kept.retainUntilMs ? kept : { ...kept, retainUntilMs };
}

/**
 * Of two of one moment one that spares nobody wins over one that does; then an account's inactivation, whose answer says
 * more; then the later given. Those of several scopes come in no order of time.
 */
function newest(cutOffs: readonly CutOff[]): CutOff | undefined {
  return cutOffs.reduce<CutOff | undefined>(
    (best, next) => (best === undefined || isNewer(next, best) ? next : best),
    undefined,
  );
}

function isNewer(next: CutOff, best: CutOff): boolean {
  if (next.upToMs !== best.upToMs) return next.upToMs > best.upToMs;
  const spares = (one: CutOff): boolean => one.exceptSessionId !== null;
  if (spares(next) !== spares(best)) return spares(best);
  return next.cause === 'account_inactive' || best.cause !== 'account_inactive';
}
