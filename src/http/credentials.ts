/** From a request to the credentials that count: every one it carries, each verified. */
import type { IncomingMessage } from 'node:http';
import type { CredentialPlace, LogoutContract } from '../contracts/contract.ts';
import type { Credential } from '../sessions/model.ts';
import type { CredentialRefusal, Fault, Unauthenticated } from '../sessions/outcome.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import { cookieValues } from './cookies.ts';
import { type Tenancy, tenancyRefusal } from './tenancy.ts';

export interface Authenticated {
  readonly kind: 'authenticated';
  readonly credentials: readonly [Credential, ...Credential[]];
  readonly accompanying: readonly Credential[];
}

interface Found {
  readonly tokens: readonly string[];
  /** Why a place gave none, in the order of the places. */
  readonly refusals: readonly CredentialRefusal[];
}

/**
 * Verifies every credential of the request. One that does not count is passed over if another does; a header
 * that comes twice makes the whole request unauthenticated, since nobody can say which of the two was meant.
 */
export async function authenticate(
  req: IncomingMessage,
  contract: LogoutContract,
  deps: { readonly verifier: TokenVerifier; readonly tenancy: Tenancy; readonly ownSite: boolean },
): Promise<Authenticated | Unauthenticated | Fault> {
  if (contract.credentials.some((place) => isRepeated(req, place))) return refuse('unreadable');
  const found = findTokens(req, contract, deps.ownSite);
  const credentials: Credential[] = [];
  const reasons: CredentialRefusal[] = [];
  let unavailable = false;
  for (const token of found.tokens) {
    const verified = await deps.verifier.verify(token);
    if (verified.ok) {
      const refusal = tenancyRefusal(verified.credential, deps.tenancy, contract);
      if (refusal === null) credentials.push(verified.credential);
      else reasons.push(refusal);
    } else if (verified.reason === 'keys_unavailable') unavailable = true;
    else reasons.push(verified.reason);
  }
  const [first, ...others] = credentials;
  if (first === undefined) {
    return unavailable ? { kind: 'fault' } : refuse(reasons[0] ?? mostTelling(found.refusals));
  }
  return {
    kind: 'authenticated',
    credentials: [first, ...others],
    accompanying: await accompanying(req, contract, deps),
  };
}

const refuse = (reason: CredentialRefusal): Unauthenticated => ({ kind: 'unauthenticated', reason });

/** A credential that was not looked at, or could not be read, says more than one that is not there. */
function mostTelling(refusals: readonly CredentialRefusal[]): CredentialRefusal {
  return refusals.find((reason) => reason !== 'missing') ?? 'missing';
}

/** Node keeps the first `Authorization` silently, so the raw headers are counted. */
function isRepeated(req: IncomingMessage, place: CredentialPlace): boolean {
  if (place.kind === 'cookie') return false;
  const name = place.kind === 'bearer' ? 'authorization' : place.name;
  return req.rawHeaders.filter((raw, at) => at % 2 === 0 && raw.toLowerCase() === name).length > 1;
}

function findTokens(req: IncomingMessage, contract: LogoutContract, ownSite: boolean): Found {
  const places = contract.credentials.map((place) => tokensAt(req, place, ownSite));
  return {
    tokens: places.flatMap(({ tokens }) => tokens),
    refusals: places.flatMap(({ refusals }) => refusals),
  };
}

function tokensAt(req: IncomingMessage, place: CredentialPlace, ownSite: boolean): Found {
  if (place.kind === 'cookie') {
    const tokens = cookieValues(req.headers.cookie, place.name);
    if (tokens.length === 0) return { tokens: [], refusals: ['missing'] };
    return ownSite ? { tokens, refusals: [] } : { tokens: [], refusals: ['cross_site'] };
  }
  if (place.kind === 'bearer') return bearerToken(req.headers.authorization);
  const value = req.headers[place.name];
  return typeof value === 'string' && value !== ''
    ? { tokens: [value], refusals: [] }
    : { tokens: [], refusals: ['missing'] };
}

/** RFC 6750, section 2.1. Another scheme is no credential of ours; a Bearer without one token is unreadable. */
export function bearerToken(authorization: string | undefined): Found {
  const [, scheme, rest] = /^([^ ]*)(?: +(.*))?$/.exec(authorization ?? '') ?? [];
  if (scheme?.toLowerCase() !== 'bearer') return { tokens: [], refusals: ['missing'] };
  return rest === undefined || rest === '' || /[\s,]/.test(rest)
    ? { tokens: [], refusals: ['unreadable'] }
    : { tokens: [rest], refusals: [] };
}

async function accompanying(
  req: IncomingMessage,
  contract: LogoutContract,
  deps: { readonly verifier: TokenVerifier; readonly tenancy: Tenancy; readonly ownSite: boolean },
): Promise<readonly Credential[]> {
  if (contract.accompanyingCookie === null || !deps.ownSite) return [];
  const tokens = cookieValues(req.headers.cookie, contract.accompanyingCookie);
  const verified = await Promise.all(tokens.map((token) => deps.verifier.verify(token)));
  return verified.flatMap((one) =>
    one.ok && tenancyRefusal(one.credential, deps.tenancy, contract) === null ? [one.credential] : [],
  );
}
