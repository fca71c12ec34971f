/** The way of `verifySession`: a gateway's request, whose credential is its client's. One named step a line. */
import type { Request } from 'express';
import type { CredentialPlace, LogoutContract } from '../contracts/contract.ts';
import { presentVerification, type VerifyOutcome } from '../contracts/control/verify.ts';
import { type CheckSessionDeps, checkSession } from '../sessions/check-session.ts';
import { type Soon, soon } from '../sessions/soon.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import { authenticateAll } from './credentials.ts';
import type { Answered, Asked, Who } from './exchange.ts';

export interface VerifyDeps {
  readonly sessions: CheckSessionDeps;
  readonly verifier: TokenVerifier;
  isOwnSite(req: Request): boolean;
}

/** Rejects when the store fails. Method, path, query and body of the request are not looked at. */
export function verify(contracts: readonly LogoutContract[], deps: VerifyDeps) {
  const places = placesOf(contracts);
  return (req: Request, { about }: Asked): Soon<Answered> => {
    const ownSite = deps.isOwnSite(req);
    const say = (outcome: VerifyOutcome, who?: Who): Answered => ({
      answer: presentVerification(outcome, about),
      outcome: outcome.kind,
      ...('reason' in outcome ? { reason: outcome.reason } : {}),
      ...('claim' in outcome ? { claim: outcome.claim } : {}),
      ...(who === undefined ? {} : { who }),
    });

    return soon(authenticateAll(req, places, { verifier: deps.verifier, ownSite }), (authenticated) => {
      if (authenticated.kind === 'fault') return { ...say(authenticated), reason: 'keys_unavailable' };
      if (authenticated.kind !== 'authenticated') return say(authenticated);
      const { credentials } = authenticated;
      return soon(checkSession(deps.sessions, credentials), (outcome) => say(outcome, credentials[0]));
    });
  };
}

/** Wherever a logout contract carries a credential; what only comes along with one is none. */
function placesOf(contracts: readonly LogoutContract[]): readonly CredentialPlace[] {
  const places = contracts.flatMap(({ credentials }) => credentials);
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}
