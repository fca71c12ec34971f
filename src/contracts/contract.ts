/** What makes a wire contract: where its credentials sit, what its logout does, how each outcome is said. */
import type { Digest } from '../sessions/identity.ts';
import type { Intent, LogoutRules } from '../sessions/logout.ts';
import type { LogoutOutcome } from '../sessions/outcome.ts';
import type { About, Answer, Present } from './presenter.ts';

/** A place in the request where a token can be. */
export type CredentialPlace =
  /** `Authorization: Bearer` (RFC 6750, section 2.1). */
  | { readonly kind: 'bearer' }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'cookie'; readonly name: string };

export interface CookieSettings {
  readonly name: string;
  readonly path: string;
  readonly domain: string | null;
  readonly secure: boolean;
  readonly sameSite: 'lax' | 'strict' | 'none';
  readonly httpOnly: boolean;
  /** Kept apart for each site that embeds this one (CHIPS). */
  readonly partitioned: boolean;
}

export type LogoutContractName = 'platform' | 'gsm' | 'tenant' | 'session' | 'storefront';

export interface LogoutRequest {
  readonly intent: Intent;
  readonly reason: string | null;
}

/** A logout contract as the edge sees it. */
export interface LogoutContract {
  readonly name: LogoutContractName;
  /** In the order in which an answer prefers them. */
  readonly credentials: readonly CredentialPlace[];
  /** A cookie whose token ends along with a logout, without being a credential for it. */
  readonly accompanyingCookie: string | null;
  /** The cookie that a logout deletes, with the attributes that it was set with. */
  readonly cookie: CookieSettings | null;
  /** The header that names the tenant; `null`: the token's claim does. */
  readonly tenantHeader: string | null;
  /** Whether a token without a tenant is no credential. */
  readonly needsTenant: boolean;
  readonly rules: LogoutRules;
  /** What a validated body asks for; `null`: this contract reads none, and ends the current session. */
  readonly readRequest: ((body: unknown, digest: Digest) => LogoutRequest) | null;
  readonly present: Present<LogoutOutcome>;
  /** 405 in this contract's envelope; no operation of the document declares it. */
  readonly methodNotAllowed: (about: About) => Answer;
}

/** What of the settings decides how contracts behave. */
export interface ContractSettings {
  readonly tenantLogout: 'mark' | 'revoke';
  readonly gsmCookie: CookieSettings;
  readonly storefrontCookie: CookieSettings;
}

/** What a contract cannot meet that reads no body and asks nothing of account or tenant. */
export type AsksNothing =
  | 'invalid-input'
  | 'contradictory-input'
  | 'account-not-active'
  | 'capability-restricted'
  | 'account-not-registered'
  | 'no-subject'
  | 'session-not-found'
  | 'session-already-ended';

export const json = (status: number, body: unknown): Answer => ({
  status,
  headers: {},
  body: { mediaType: 'application/json', json: body },
});
