/** What clients did to sessions, by one clock, and whether all of it can have happened in one order. */

interface Span {
  /** Before the request was sent, by a clock that only goes forward. */
  readonly beganMs: number;
  /** After the whole answer was there. */
  readonly answeredMs: number;
  /** What asked, for people. */
  readonly by: string;
}

export interface End extends Span {
  readonly kind: 'end';
  readonly sessions: readonly string[];
  /** `false`: it failed or was cut off, and may be in force or not. */
  readonly acknowledged: boolean;
}

export interface Check extends Span {
  readonly kind: 'check';
  readonly session: string;
  readonly said: 'active' | 'inactive';
}

export type Operation = End | Check;

/**
 * A session is a register that changes once, from active to ended; what follows is all there is to its being
 * linearizable. Returns what does not hold, in words:
 * - a check that began after an end's acknowledgement was there says inactive;
 * - a check that began after the answer of one that said inactive says inactive;
 * - a check that was answered before anybody asked for an end says active.
 */
export function violationsOf(history: readonly Operation[]): readonly string[] {
  return [...bySession(history)].flatMap(([session, operations]) => [
    ...comeBack(operations).map((one) => `${session} ${one}`),
    ...tooSoon(operations).map((one) => `${session} ${one}`),
  ]);
}

function comeBack(operations: readonly Operation[]): readonly string[] {
  const proofs = operations.filter((one) =>
    one.kind === 'end' ? one.acknowledged : one.said === 'inactive',
  );
  const first = least(proofs, ({ answeredMs }) => answeredMs);
  if (first === undefined) return [];
  const known = first.kind === 'end' ? 'acknowledged its end' : 'found it inactive';
  return operations
    .filter((one) => one.kind === 'check' && one.said === 'active' && one.beganMs > first.answeredMs)
    .map(({ by, beganMs }) => {
      const laterMs = (beganMs - first.answeredMs).toFixed(2);
      return `was active for ${by}, which began ${laterMs} ms after ${first.by} had ${known}`;
    });
}

function tooSoon(operations: readonly Operation[]): readonly string[] {
  const firstMs = least(
    operations.filter(({ kind }) => kind === 'end'),
    ({ beganMs }) => beganMs,
  )?.beganMs;
  return operations
    .filter((one) => one.kind === 'check' && one.said === 'inactive')
    .filter(({ answeredMs }) => firstMs === undefined || answeredMs < firstMs)
    .map(({ by }) => `was inactive for ${by} before anybody asked for its end`);
}

function bySession(history: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const all = new Map<string, Operation[]>();
  for (const one of history) {
    for (const session of one.kind === 'end' ? one.sessions : [one.session]) {
      const own = all.get(session);
      if (own === undefined) all.set(session, [one]);
      else own.push(one);
    }
  }
  return all;
}

function least<T>(all: readonly T[], of: (one: T) => number): T | undefined {
  return all.reduce<T | undefined>(
    (best, one) => (best === undefined || of(one) < of(best) ? one : best),
    undefined,
  );
}
