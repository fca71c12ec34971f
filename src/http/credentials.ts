/** From a request to the credentials that count: every one it carries, each verified. */
import type { IncomingMessage } from 'node:http';
import type { CredentialPlace, LogoutContract } from '../contracts/contract.ts';
import type { Credential } from '../sessions/model.ts';
import type { ClaimFault, CredentialRefusal, Fault, Unauthenticated } from '../sessions/outcome.ts';
import { type Soon, soon } from '../sessions/soon.ts';
import type { TokenVerifier, Verified } from '../tokens/verifier.ts';
import { cookieValues } from './cookies.ts';
import { timesSent } from './headers.ts';
import { isIllegible } from './illegible.ts';
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
  const tenancy = (credential: Credential) => tenancyRefusal(credential, deps.tenancy, contract);
  const found = findTokens(req, contract.credentials, deps.ownSite);
  const verify = (token: string) => deps.verifier.verify(token, 'logout');
  const main = await judgeAll(found.tokens, verify, tenancy);
  const beside = accompanyingTokens(req, contract, deps.ownSite);
  const along = beside.length === 0 ? NOTHING : await judgeAll(beside, verify, tenancy);
  // A credential that nobody can judge now may be a valid one, and a 200 would say that it has ended.
  if (main.unavailable || along.unavailable) return { kind: 'fault' };
  const [first, ...others] = main.credentials;
  if (first === undefined) return refuse(main.reasons[0] ?? mostTelling(found.refusals));
  return { kind: 'authenticated', credentials: [first, ...others], accompanying: along.credentials };
}

/**
 * For a check: every credential that the request carries must count, since whatever reads it behind the gateway may
 * take any of them, and may read what is not well-formed.
 */
export function authenticateAll(
  req: IncomingMessage,
  places: readonly CredentialPlace[],
  deps: { readonly verifier: TokenVerifier; readonly ownSite: boolean },
): Soon<Omit<Authenticated, 'accompanying'> | Unauthenticated | Fault> {
  const bearer = bearerToken(req.headers.authorization);
  const found = findTokens(req, places, deps.ownSite, bearer);
  const isRead = bearer.tokens.length > 0;
  if (places.some((place) => isRepeated(req, place) || isIllegible(req, place, isRead))) {
    return refuse('unreadable');
  }
  const uncounted = found.refusals.find((reason) => reason !== 'missing');
  if (uncounted !== undefined) return refuse(uncounted);
  return soon(
    judgeAll(found.tokens, deps.verifier.verify, () => null),
    allOf,
  );
}

function allOf({
  credentials,
  reasons,
  unavailable,
}: Judged): Omit<Authenticated, 'accompanying'> | Unauthenticated | Fault {
  const [reason] = reasons;
  if (reason !== undefined) return refuse(reason);
  if (unavailable) return { kind: 'fault' };
  const [first, ...others] = credentials;
  if (first === undefined) return refuse('missing');
  return { kind: 'authenticated', credentials: [first, ...others] };
}

interface Judged {
  readonly credentials: readonly Credential[];
  readonly reasons: readonly (CredentialRefusal | ClaimFault)[];
  /** Whether the keys for one of them could not be had. */
  readonly unavailable: boolean;
}

const NOTHING: Judged = { credentials: [], reasons: [], unavailable: false };

function judgeAll(
  tokens: readonly string[],
  verify: TokenVerifier['verify'],
  tenancy: (credential: Credential) => CredentialRefusal | null,
): Soon<Judged> {
  const said = tokens.map((token) => verify(token));
  const isSettled = (one: Soon<Verified>): one is Verified => !(one instanceof Promise);
  const judge = (verified: readonly Verified[]) => judgedOf(verified, tenancy);
  return said.every(isSettled) ? judge(said) : Promise.all(said).then(judge);
}

function judgedOf(
  all: readonly Verified[],
  tenancy: (credential: Credential) => CredentialRefusal | null,
): Judged {
  const credentials: Credential[] = [];
  const reasons: (CredentialRefusal | ClaimFault)[] = [];
  let unavailable = false;
  for (const verified of all) {
    if (!verified.ok) {
      if (verified.reason === 'keys_unavailable') unavailable = true;
      else if (verified.reason !== 'claim_invalid') reasons.push(verified.reason);
      else reasons.push({ claim: verified.claim, problem: verified.problem });
      continue;
    }
    const refusal = tenancy(verified.credential);
    if (refusal === null) credentials.push(verified.credential);
    else reasons.push(refusal);
  }
  return { credentials, reasons, unavailable };
}

const refuse = (why: CredentialRefusal | ClaimFault): Unauthenticated =>
  typeof why === 'string'
    ? { kind: 'unauthenticated', reason: why }
    : { kind: 'unauthenticated', reason: 'claim_invalid', ...why };

/** A credential that was not looked at, or could not be read, says more than one that is not there. */
function mostTelling(refusals: readonly CredentialRefusal[]): CredentialRefusal {
  return refusals.find((reason) => reason !== 'missing') ?? 'missing';
}

function isRepeated(req: IncomingMessage, place: CredentialPlace): boolean {
  if (place.kind === 'cookie') return false;
  const name = place.kind === 'bearer' ? 'authorization' : place.name;
  return timesSent(req, name) > 1;
}

function findTokens(
  req: IncomingMessage,
  places: readonly CredentialPlace[],
  ownSite: boolean,
  bearer = bearerToken(req.headers.authorization),
): Found {
  const tokens: string[] = [];
  const refusals: CredentialRefusal[] = [];
  for (const place of places) {
    const found = place.kind === 'bearer' ? bearer : tokensAt(req, place, ownSite);
    tokens.push(...found.tokens);
    refusals.push(...found.refusals);
  }
  return { tokens, refusals };
}

const MISSING: Found = { tokens: [], refusals: ['missing'] };

function tokensAt(
  req: IncomingMessage,
  place: Exclude<CredentialPlace, { kind: 'bearer' }>,
  ownSite: boolean,
): Found {
  if (place.kind === 'cookie') {
    const tokens = cookieValues(req.headers.cookie, place.name);
    if (tokens.length === 0) return MISSING;
    return ownSite ? { tokens, refusals: [] } : { tokens: [], refusals: ['cross_site'] };
  }
  const value = req.headers[place.name];
  return typeof value === 'string' && value !== '' ? { tokens: [value], refusals: [] } : MISSING;
}

/** RFC 6750, section 2.1. Another scheme is no credential of ours; a Bearer without one token is unreadable. */
export function bearerToken(authorization: string | undefined): Found {
  if (authorization === undefined) return MISSING;
  const space = authorization.indexOf(' ');
  const scheme = space < 0 ? authorization : authorization.slice(0, space);
  if (scheme.toLowerCase() !== 'bearer') return MISSING;
  const rest = space < 0 ? '' : authorization.slice(space).replace(/^ +/, '');
  return rest === '' || /[\s,]/.test(rest)
    ? { tokens: [], refusals: ['unreadable'] }
    : { tokens: [rest], refusals: [] };
}

function accompanyingTokens(
  req: IncomingMessage,
  { accompanyingCookie }: LogoutContract,
  ownSite: boolean,
): readonly string[] {
  return accompanyingCookie === null || !ownSite ? [] : cookieValues(req.headers.cookie, accompanyingCookie);
}
