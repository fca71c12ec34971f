/**
 * Presenters that cannot answer what their document does not declare. A presenter is a table: for each outcome
 * that its contract can meet, a function that says it. What does not compile: a missing outcome, one too many,
 * a status or header that the operation lacks, a missing or an extra member of a body, a required header that
 * is not given, and a documented status that no outcome produces. `test/types/presenter.test-d.ts` proves each.
 */

/** What a presenter needs to know of the request. */
export interface About {
  /** The request's correlation id. */
  readonly requestId: string;
  /** The same, if the client brought it. */
  readonly broughtId: string | null;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** Whether an answer may explain what was wrong with a credential: never in production. */
  readonly showDetails: boolean;
}

/** An answer as plain data: one function writes it to the socket. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}
export type Body =
  | { readonly mediaType: 'application/json' | 'application/problem+json'; readonly json: unknown }
  | { readonly mediaType: string; readonly text: string }
  | null;

type Responses<Op> = Op extends { responses: infer R } ? R : never;
export type Status<Op> = keyof Responses<Op> & number;
type Content<Op, S extends Status<Op>> = Responses<Op>[S] extends { content: infer C } ? C : never;
type BodyOf<Op, S extends Status<Op>, M> =
  Content<Op, S> extends infer C ? (M extends keyof C ? C[M] : never) : never;
/** The statuses that are said in this media type; `null`: with no body. */
type StatusIn<Op, M> = {
  [S in Status<Op>]: M extends keyof Content<Op, S> ? S : never;
}[Status<Op>];
type StatusWithoutBody<Op> = { [S in Status<Op>]: [Content<Op, S>] extends [never] ? S : never }[Status<Op>];
type HeadersOf<Op, S extends Status<Op>> = Responses<Op>[S] extends { headers: infer H } ? H : never;

/** Written by the edge on every answer, so that no presenter has to. */
type EdgeHeader =
  | 'Cache-Control'
  | 'x-request-id'
  | 'RateLimit'
  | 'RateLimit-Policy'
  | 'Retry-After'
  | 'Set-Cookie';
type OwnHeaders<Op, S extends Status<Op>> = {
  readonly [K in keyof HeadersOf<Op, S> as string extends K
    ? never
    : K extends EdgeHeader
      ? never
      : K]: HeadersOf<Op, S>[K];
};
type Extras<Op, S extends Status<Op>, H> = keyof OwnHeaders<Op, S> extends never
  ? []
  : [headers: H & Exact<OwnHeaders<Op, S>, H>];

/** Every member of `T`, and none that `S` lacks, at any depth. */
type Exact<S, T> = T extends readonly unknown[]
  ? T
  : S extends object
    ? T extends object
      ? { [K in keyof T]: K extends keyof S ? Exact<S[K], T[K]> : never }
      : T
    : T;

declare const said: unique symbol;
/** An answer that was made by `sayer`, and so fits its operation. */
export type Said<S extends number = number, Content = unknown> = Answer & {
  readonly [said]: { readonly status: S; readonly content: Content };
};
type SaidBy<Op> = { [S in Status<Op>]: Said<S, Content<Op, S>> }[Status<Op>];

/** Makes the answers of one operation that are JSON under this media type. */
export const sayer =
  <Op, M extends 'application/json' | 'application/problem+json' = 'application/json'>(
    mediaType: NoInfer<M> = 'application/json' as M,
  ) =>
  <S extends StatusIn<Op, M>, const B extends BodyOf<Op, S, M>, const H extends OwnHeaders<Op, S>>(
    status: S,
    body: B & Exact<BodyOf<Op, S, M>, B>,
    ...[headers]: Extras<Op, S, H>
  ): Said<S, Content<Op, S>> =>
    ({ status, headers: { ...headers }, body: { mediaType, json: body } }) as unknown as Said<
      S,
      Content<Op, S>
    >;

/** Makes the answers of one operation that have no body. */
export const emptySayer =
  <Op>() =>
  <S extends StatusWithoutBody<Op>, const H extends OwnHeaders<Op, S>>(
    status: S,
    ...[headers]: Extras<Op, S, H>
  ): Said<S, Content<Op, S>> =>
    ({ status, headers: { ...headers }, body: null }) as unknown as Said<S, Content<Op, S>>;

/** Makes the answers of one operation that are plain text; `mediaType` may go on with parameters. */
export const textSayer =
  <Op>(mediaType: `text/plain;${string}`) =>
  <S extends StatusIn<Op, 'text/plain'>>(status: S, text: string): Said<S, Content<Op, S>> =>
    ({ status, headers: {}, body: { mediaType, text } }) as unknown as Said<S, Content<Op, S>>;

type Of<O extends { kind: string }, K> = Extract<O, { kind: K }>;
type Table<Op, O extends { kind: string }, Unreachable extends O['kind']> = {
  readonly [K in Exclude<O['kind'], Unreachable>]: (outcome: Of<O, K>, about: About) => SaidBy<Op>;
};
type Produced<T> = {
  [K in keyof T]: T[K] extends (...args: never[]) => infer A ? (A extends Said<infer S> ? S : never) : never;
}[keyof T];
type Unproduced<Op, T> = Exclude<Status<Op>, Produced<T>>;
type Complete<Op, T, Kinds> = [Unproduced<Op, T>] extends [never]
  ? { [K in Exclude<keyof T, Kinds>]: never }
  : { 'documented, but no outcome says it': Unproduced<Op, T> };

export type Present<O> = (outcome: O, about: About) => Answer;

/**
 * The presenter of one operation. `Unreachable` names the outcomes that it cannot meet; should one come all the
 * same, that is a fault, and is said as one.
 */
export const presenter =
  <Op, O extends { kind: string }, Unreachable extends O['kind'] = never>() =>
  <T extends Table<Op, O, Unreachable>>(table: T & Complete<Op, T, O['kind']>): Present<O> => {
    const says = table as unknown as Readonly<Record<string, (outcome: O, about: About) => Answer>> & {
      readonly fault: (outcome: { kind: 'fault' }, about: About) => Answer;
    };
    return (outcome, about) => (says[outcome.kind] ?? says.fault)(outcome as never, about);
  };
