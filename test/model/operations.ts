/** What can be done, to the model and to the real rules alike, and how a random one of it is chosen. */
import fc from 'fast-check';
import {
  type Ask,
  check,
  count,
  cutOff,
  logOut,
  type Model,
  register,
  revoke,
  type Scope,
  type Status,
  setStatus,
  type Timeouts,
  type Token,
} from './model.ts';
import type { Real } from './real.ts';

export interface World {
  readonly nowMs: number;
  readonly tokens: readonly Token[];
  /** Up to which tokens were cut off already, or at which a session was registered. */
  readonly takenMoments: ReadonlySet<number>;
  /**
   * Whether several things are done at once. Then no token is of another user than its session's, nor of another tenant:
   * what those come to at the same moment has tests of its own, in test/unit/sessions/check-session.test.ts.
   */
  readonly atOnce: boolean;
}

/** One thing to do, once it is known to what. */
export interface Deed {
  readonly is: string;
  readonly inModel: (model: Model) => unknown;
  readonly inReal: (real: Real) => Promise<unknown>;
  /** It counts sessions as they were at a moment of its own: among others at once that is no one moment. */
  readonly isCount?: true;
  /**
   * It cuts off by something else than users. Of a registration in the same millisecond nobody knows then which came
   * first, since its session may turn out to be of that tenant or key only by a token.
   */
  readonly isWide?: boolean;
}

/** Chosen before the run; what it is about is chosen in the run. `null`: there is nothing to do it to. */
export type Operation = (world: World) => Deed | null;

const ISSUERS = ['default', 'other'] as const;
const SUBJECTS = ['ada', 'bob'] as const;
const TENANTS = ['acme', 'blue'] as const;
const KEYS = ['k1', 'k2'] as const;
/** Sessions are few at a time, so that their tokens meet, and new ones come up as long as a run lasts. */
const AT_A_TIME = 4;
const TOKENS_A_TIME = 12;
const nameOf = (nth: number, turn: number): string => `s${nth + AT_A_TIME * turn}`;
const numberOf = (session: string): number => Number(session.slice(1));
const someNth = fc.nat(AT_A_TIME - 1);

/** Few names, and some often, so that things meet. */
const issuer = fc.constantFrom('default', 'default', 'default', ...ISSUERS);
const user = fc.record({ issuer, subject: fc.constantFrom(...SUBJECTS) });

/** A session is nearly always of the same user. */
const subjectOf = (session: string, isOdd: boolean): string =>
  SUBJECTS[(numberOf(session) + (isOdd ? 1 : 0)) % 2] ?? 'ada';

export interface TokenOrder {
  readonly issuer: string;
  readonly nth: number;
  /** Of another user than the session's usual one. */
  readonly isOdd: boolean;
  readonly tenant: string | null;
  readonly key: string;
  /** How long ago it was issued: a session may be seen by a newer token first. */
  readonly ageMs: number;
}
export const someToken: fc.Arbitrary<TokenOrder> = fc.record({
  issuer,
  nth: someNth,
  isOdd: fc.integer({ min: 0, max: 19 }).map((one) => one === 0),
  tenant: fc.constantFrom(null, 'acme', ...TENANTS),
  key: fc.constantFrom(...KEYS),
  ageMs: fc.constantFrom(0, 0, 5000, 60_000),
});
const isOfOther = ({ session, subject }: Token): boolean => subject !== subjectOf(session, false);

/**
 * At once, one check may still say that the session lives by its own tenant's idle timeout while another ends it by that
 * of another tenant: no order explains both, and both are right about the moment that they looked at.
 */
const isOfSeveralTenants = ({ issuer: by, session, tenant }: Token, tokens: readonly Token[]): boolean =>
  tokens.some((one) => one.issuer === by && one.session === session && one.tenant !== tenant);

/** `issued`: how many were before it. */
export function issue(nowMs: number, issued: number, { isOdd, nth, ageMs, ...chosen }: TokenOrder): Token {
  const session = nameOf(nth, Math.floor(issued / TOKENS_A_TIME));
  const issuedMs = Math.floor((nowMs - ageMs) / 1000) * 1000;
  return { ...chosen, session, subject: subjectOf(session, isOdd), issuedMs, expiresMs: issuedMs + 600_000 };
}

const someScope: fc.Arbitrary<Scope> = fc.oneof(
  { weight: 4, arbitrary: user.map((one): Scope => ({ kind: 'subject', ...one })) },
  fc.constantFrom(...TENANTS).map((tenant): Scope => ({ kind: 'tenant', tenant })),
  issuer.map((one): Scope => ({ kind: 'issuer', issuer: one })),
  fc.record({ issuer, keyId: fc.constantFrom(...KEYS) }).map((key): Scope => ({ kind: 'key', ...key })),
);
const someAsk: fc.Arbitrary<(token: Token) => Ask> = fc.oneof(
  fc
    .constantFrom<Ask>({ scope: 'current' }, { scope: 'others' }, { scope: 'others' }, { scope: 'all' })
    .map((ask) => () => ask),
  someNth.map(
    (nth) =>
      ({ session }: Token): Ask => ({
        session: nameOf(nth, Math.floor(numberOf(session) / AT_A_TIME)),
      }),
  ),
);
const idleMs = fc.constantFrom(null, null, 1000, 5000, 5000);
const absoluteMs = fc.constantFrom(null, null, 5000, 60_000, 60_000);

const said = ({ session, subject, issuedMs }: Token) => `${session} of ${subject} since ${issuedMs}`;

const withToken = (deed: (token: Token) => Deed) =>
  fc.nat(1000).map(
    (at): Operation =>
      ({ nowMs, tokens, atOnce }) => {
        const isApt = (one: Token) => !atOnce || !(isOfOther(one) || isOfSeveralTenants(one, tokens));
        const alive = tokens.filter((one) => one.expiresMs > nowMs && isApt(one));
        // Mostly one of the latest, so that a session is met again before it is old.
        const token = at < 700 ? alive.at(-1 - (at % 5)) : alive[at % Math.max(1, alive.length)];
        return token === undefined ? null : deed(token);
      },
  );

export const checkOf = (token: Token): Deed => ({
  is: `check ${said(token)} ${token.key}`,
  inModel: (model) => check(model, token),
  inReal: (real) => real.check(token),
});
export const checks = withToken(checkOf);

export const ends = fc.oneof(
  someAsk.chain((ask) =>
    withToken((token) => ({
      is: `log out ${said(token)}, ${JSON.stringify(ask(token))}`,
      inModel: (model) => logOut(model, token, ask(token)),
      inReal: (real) => real.logOut(token, ask(token)),
    })),
  ),
  withToken((token) => ({
    is: `revoke ${said(token)}`,
    inModel: (model) => {
      revoke(model, token);
      return 'done';
    },
    inReal: (real) => real.revoke(token),
  })),
);

/** A moment of its own: which of two cut-offs of one moment decides is not promised. */
function ownMoment(taken: ReadonlySet<number>, wantedMs: number): number {
  let moment = wantedMs;
  while (taken.has(moment)) moment -= 1;
  return moment;
}

export const cutOffs = fc.tuple(someScope, fc.constantFrom(null, 1, 997, 2345, 61_003)).map(
  ([scope, agoMs]): Operation =>
    ({ nowMs, takenMoments }) => {
      const upToMs = agoMs === null ? null : ownMoment(takenMoments, nowMs - agoMs);
      return {
        is: `cut off ${JSON.stringify(scope)} up to ${upToMs ?? 'now'}`,
        inModel: (model) => {
          const matched = count(model, scope, upToMs);
          cutOff(model, scope, upToMs);
          return `${matched} counted, ${matched} ended`;
        },
        inReal: (real) => real.cutOff(scope, upToMs),
        isCount: true,
        isWide: scope.kind !== 'subject',
      };
    },
);

const constantly =
  (deed: Deed): Operation =>
  () =>
    deed;

export const rules = fc.oneof(
  fc.tuple(user, fc.constantFrom<Status>('active', 'active', 'inactive', 'suspended')).map(([one, status]) =>
    constantly({
      is: `${one.subject} is ${status}`,
      inModel: (model) => {
        setStatus(model, one, status);
        return 'done';
      },
      inReal: (real) => real.setStatus(one, status),
    }),
  ),
  fc
    .record({ tenant: fc.constantFrom(...TENANTS), idleMs, absoluteMs })
    .map(({ tenant, ...timeouts }: { tenant: string } & Timeouts) =>
      constantly({
        is: `${tenant} has ${JSON.stringify(timeouts)}`,
        inModel: (model) => {
          model.timeouts[tenant] = timeouts;
          return 'done';
        },
        inReal: (real) => real.setTimeouts(tenant, timeouts),
      }),
    ),
);

export const registrations = someToken.map(
  (chosen): Operation =>
    ({ nowMs, tokens, atOnce }) => {
      const token = issue(nowMs, tokens.length, { ...chosen, isOdd: chosen.isOdd && !atOnce });
      return {
        is: `register ${token.session}`,
        inModel: (model) => register(model, token),
        inReal: (real) => real.register(token),
      };
    },
);
