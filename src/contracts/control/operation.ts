/** What makes an operation of the control API: who may call it, what it does, how that is said. */
import type { components } from '../../../generated/control.ts';
import type { CheckSessionDeps } from '../../sessions/check-session.ts';
import type { Digest, SessionId } from '../../sessions/identity.ts';
import type { Credential } from '../../sessions/model.ts';
import type {
  ContradictoryInput,
  EdgeOutcome,
  Fault,
  InvalidInput,
  Unauthenticated,
} from '../../sessions/outcome.ts';
import { controlChallenge, scopeChallenge } from '../challenge.ts';
import { type About, type Answer, type Present, sayer } from '../presenter.ts';

/** *admin* keys do everything; *check* keys ask. */
export type Role = 'admin' | 'check';

/** A token to be made for a session that was registered. Times are Unix milliseconds. */
export interface TokenOrder {
  readonly subject: string;
  readonly sessionId: SessionId;
  readonly tenant: string | null;
  readonly email: string | null;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** What the control API knows of a configured issuer. */
export interface KnownIssuer {
  readonly name: string;
  readonly maxLifetimeMs: number;
  /** The `kid` of the secret that it signs with; `null` where there is none. */
  readonly signingKeyId: string | null;
  /** Whether its tokens may speak for the tenant. */
  speaksFor(tenant: string): boolean;
  /** `null`: it has no secret to sign with, or the session id is one that no token can carry. */
  mint(order: TokenOrder): string | null;
}

/** Everything that an operation is handed. */
export interface ControlDeps extends CheckSessionDeps {
  readonly digest: Digest;
  readonly newSessionId: () => string;
  /** `unavailable`: the keys to judge it by cannot be had now. */
  verify(token: string): Promise<Credential | 'invalid' | 'unavailable'>;
  issuer(name: string): KnownIssuer | undefined;
  readonly issuerNames: readonly string[];
  /** Whether the server can do its work now. */
  isReady(): Promise<boolean>;
  /** Prometheus text. */
  metrics(): Promise<string>;
}

/** The key does not have the role that the operation asks for. */
export interface RoleForbidden {
  readonly kind: 'role-forbidden';
}
/** The control API has no limits. */
export type ControlEdge = Exclude<EdgeOutcome, { kind: 'too-many-requests' }> | RoleForbidden;

type Params<Op, In extends 'path' | 'query'> = Op extends { parameters: infer P }
  ? P extends { [K in In]?: infer V }
    ? Exclude<V, undefined>
    : never
  : never;
type BodyIn<Op> = Op extends { requestBody: { content: infer C } }
  ? C extends { 'application/json': infer B } | { 'application/x-www-form-urlencoded': infer B }
    ? B
    : never
  : undefined;

/** A validated request. */
export interface ControlRequest<Op> {
  readonly path: Params<Op, 'path'>;
  readonly query: Params<Op, 'query'>;
  readonly body: BodyIn<Op>;
  /** The caller, as the log names it. */
  readonly by: string;
}

export interface Call {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** `key:` and the name of the key; empty where none is needed. */
  readonly by: string;
}

/** An operation as the edge sees it. */
export interface ControlOperation {
  /** The roles that may call it; `null`: anyone, without a key. */
  readonly roles: readonly Role[] | null;
  answer(call: Call, deps: ControlDeps, about: About): Promise<Answer>;
  refuse(outcome: ControlEdge, about: About): Answer;
}

/** Joins use case and presenter. The validator has held the call to the document, hence to the types. */
export const operation =
  <Op, O extends { readonly kind: string }>() =>
  (spec: {
    readonly roles: readonly Role[] | null;
    readonly run: (request: ControlRequest<Op>, deps: ControlDeps) => Promise<O | ControlEdge>;
    readonly present: Present<O | ControlEdge>;
  }): ControlOperation => ({
    roles: spec.roles,
    answer: async (call, deps, about) =>
      spec.present(await spec.run(call as ControlRequest<Op>, deps), about),
    refuse: (outcome, about) => spec.present(outcome, about),
  });

type Shared = {
  readonly responses: {
    readonly 400: components['responses']['BadRequest'];
    readonly 401: components['responses']['Unauthorized'];
    readonly 403: components['responses']['RoleForbidden'];
    readonly 500: components['responses']['InternalServerError'];
  };
};
/** The media type of RFC 9457. */
export const PROBLEM = 'application/problem+json';
export type Problem = typeof PROBLEM;
const say = sayer<Shared, Problem>(PROBLEM);

/** An issuer that the settings do not have; `default` is what an absent one means. */
export const unknownIssuer = (name: string, deps: ControlDeps): ContradictoryInput => ({
  kind: 'contradictory-input',
  at: 'issuer',
  problem: `${name === 'default' ? 'default is not configured' : 'is not configured'}; there is ${deps.issuerNames.join(', ')}`,
});

/** The members that every problem document of the control API shares (RFC 9457). */
export const problem = <S extends number, T extends string>(
  status: S,
  title: T,
  detail: string,
  about: About,
) => ({ type: 'about:blank', title, status, detail, requestId: about.requestId }) as const;

function keyNeeded({ reason }: Unauthenticated): string {
  return reason === 'key_unknown'
    ? 'The key is not one of this server.'
    : 'The request needs a key: `Authorization: Bearer <key>`.';
}

/** The refusals of the edge that nearly all operations share. */
export const refusals = {
  'invalid-input': ({ at, problem: what }: InvalidInput, about: About) =>
    say(400, problem(400, 'Bad Request', `${at} ${what}.`, about)),
  unauthenticated: (outcome: Unauthenticated, about: About) =>
    say(401, problem(401, 'Unauthorized', keyNeeded(outcome), about), controlChallenge(outcome)),
  'role-forbidden': (_: RoleForbidden, about: About) =>
    say(
      403,
      problem(403, 'Forbidden', 'The role of the key does not permit this operation.', about),
      scopeChallenge,
    ),
  fault: (_: Fault, about: About) =>
    say(
      500,
      problem(
        500,
        'Internal Server Error',
        'The server could not do it; the request can be repeated.',
        about,
      ),
    ),
} as const;
