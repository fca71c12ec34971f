/** The way of a logout: one named step a line. */
import type { Request, Response } from 'express';
import type { LogoutContract, LogoutRequest } from '../contracts/contract.ts';
import type { Answer } from '../contracts/presenter.ts';
import { type EndSessionDeps, endSession } from '../sessions/end-session.ts';
import type { InvalidInput, LogoutOutcome, Scope } from '../sessions/outcome.ts';
import { digest } from '../tokens/digest.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import { readBody } from './body.ts';
import { carriesCookie, deletionOf } from './cookies.ts';
import { authenticate } from './credentials.ts';
import type { Answered, Asked, Who } from './exchange.ts';
import type { Limit } from './limits.ts';
import { tenantNamed } from './tenancy.ts';
import type { Validate } from './validate.ts';

export interface LogoutDeps {
  readonly sessions: EndSessionDeps;
  readonly verifier: TokenVerifier;
  speaksFor(issuer: string, tenant: string): boolean;
  isOwnSite(req: Request): boolean;
  /** Counts sessions ended, by contract and scope. */
  countEnd(contract: string, scope: Scope): void;
}

/** How one contract answers its requests. Rejects when the store or the validator fails. */
export function logout(contract: LogoutContract, limit: Limit, validate: Validate, deps: LogoutDeps) {
  return async (req: Request, res: Response, asked: Asked): Promise<Answered> => {
    const ownSite = deps.isOwnSite(req);
    const limited = await limit(req);
    Object.assign(asked.headers, limited.headers);
    const say = (outcome: LogoutOutcome, who?: Who, reason = reasonOf(outcome)): Answered => ({
      answer: withCookie(contract, outcome, contract.present(outcome, asked.about), req, ownSite),
      outcome: outcome.kind,
      ...(reason === undefined ? {} : { reason }),
      ...('claim' in outcome ? { claim: outcome.claim } : {}),
      ...(who === undefined ? {} : { who }),
    });

    if (limited.refusal !== null) return say(limited.refusal);

    const named = contract.tenantHeader === null ? undefined : req.headers[contract.tenantHeader];
    const tenant = tenantNamed(contract, named);
    const tenancy = { named: tenant, speaksFor: deps.speaksFor };
    const authenticated = await authenticate(req, contract, { verifier: deps.verifier, tenancy, ownSite });
    if (authenticated.kind === 'fault') return say(authenticated, undefined, 'keys_unavailable');
    if (authenticated.kind !== 'authenticated') return say(authenticated);

    const refusal =
      (await readBody(req, res, asked.operation)) ?? (await validate(req, res, asked.operation));
    const { intent, reason } = refusal === null ? read(contract, req.body) : refused(refusal);
    const outcome = await endSession(deps.sessions, {
      credentials: authenticated.credentials,
      accompanying: authenticated.accompanying,
      tenant,
      intent,
      reason,
      rules: contract.rules,
      by: contract.name,
    });
    if (outcome.kind === 'logged-out' && outcome.ended) deps.countEnd(contract.name, outcome.scope);
    return say(outcome, authenticated.credentials[0]);
  };
}

function reasonOf(outcome: LogoutOutcome): string | undefined {
  return outcome.kind === 'unauthenticated' ? outcome.reason : undefined;
}

function read(contract: LogoutContract, body: unknown): LogoutRequest {
  return contract.readRequest?.(body, digest) ?? { intent: { scope: 'current' }, reason: null };
}

const refused = (refusal: InvalidInput): LogoutRequest => ({
  intent: { scope: 'refused', refusal },
  reason: null,
});

/** Ruling "cookies": deleted on success, and on 401 where it was sent, but never where it was cross-site. */
function withCookie(
  contract: LogoutContract,
  outcome: LogoutOutcome,
  answer: Answer,
  req: Request,
  ownSite: boolean,
): Answer {
  const { cookie } = contract;
  if (cookie === null) return answer;
  const carried = carriesCookie(req.headers.cookie, cookie.name);
  if (carried && !ownSite) return answer;
  if (outcome.kind !== 'logged-out' && !(outcome.kind === 'unauthenticated' && carried)) return answer;
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': deletionOf(cookie) } };
}
